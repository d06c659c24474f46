// A bot of the dialog API: opens a dialog, says what its arguments are, and closes it.
const http = require("http");

const options = {
  host: "aiopen.etri.re.kr",
  port: 8000,
  path: "/Dialog",
  method: "POST",
  headers: { "Content-Type": "application/json; charset=UTF-8" },
};

function call(argument) {
  return new Promise((resolve, reject) => {
    const request = http.request(options, (response) => {
      const parts = [];
      response.on("data", (part) => parts.push(part));
      response.on("end", () => resolve(JSON.parse(Buffer.concat(parts)).return_object));
    });
    request.on("error", reject);
    request.end(JSON.stringify({ access_key: "key", argument }));
  });
}

async function main() {
  const opened = await call({ method: "open_dialog", name: "Weather", access_method: "internal_data" });
  console.log(opened.result.system_text.trim());
  for (const text of process.argv.slice(2)) {
    const answer = await call({ method: "dialog", uuid: opened.uuid, text });
    console.log(answer.result.system_text.trim());
  }
  console.log((await call({ method: "close_dialog", uuid: opened.uuid })).result.state);
}

main();
