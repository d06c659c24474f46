// One request of the dialog API, by the way that the argument names; what the bot says.
import http from "node:http";
import net from "node:net";
import { Worker, isMainThread, workerData } from "node:worker_threads";

const URL_ = "http://aiopen.etri.re.kr:8000/Dialog";
const BODY = JSON.stringify({
  access_key: "key",
  argument: { method: "open_dialog", name: "Weather", access_method: "internal_data" },
});

const byUrl = () =>
  new Promise((resolve, reject) => {
    const request = http.request(URL_, { method: "POST", agent: new http.Agent({ keepAlive: true }) });
    request.on("response", (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (part) => (text += part));
      response.on("end", () => resolve(text));
    });
    request.on("error", reject).end(BODY);
  });

const bySocket = (...place) =>
  new Promise((resolve, reject) => {
    const socket = net.connect(...place);
    let text = "";
    socket.setEncoding("utf8").on("data", (part) => (text += part));
    socket.on("end", () => resolve(text.split("\r\n\r\n")[1])).on("error", reject);
    const head = `POST /Dialog HTTP/1.1\r\nHost: aiopen.etri.re.kr:8000\r\nContent-Length: ${BODY.length}`;
    socket.write(`${head}\r\n\r\n${BODY}`);
  });

const WAYS = {
  http: byUrl,
  fetch: async () => (await fetch(URL_, { method: "POST", body: BODY })).text(),
  "net by options": () => bySocket({ host: "AIOPEN.etri.re.kr", port: "8000" }),
  "net by words": () => bySocket(8000, "aiopen.etri.re.kr"),
  "new net.Socket": () =>
    new Promise((resolve, reject) => {
      const socket = new net.Socket();
      socket.on("error", reject).connect(8000, "aiopen.etri.re.kr", () => {
        socket.destroy();
        byUrl().then(resolve, reject);
      });
    }),
};

const way = isMainThread ? process.argv[2] : workerData;
if (way === "worker") {
  new Worker(new URL(import.meta.url), { workerData: "fetch" });
} else {
  console.log(JSON.parse(await WAYS[way]()).return_object.result.system_text.trim());
}
