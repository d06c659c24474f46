// What `mockgenie run` has every Node.js load before a program.
//
// Connections to the places that a variable names are made to mockgenie, whatever library makes
// them: http, https, fetch and all others connect by net.Socket. For all other places nothing
// changes.
"use strict";

const net = require("node:net");

const [target, ...places] = (process.env.REDIRECTED_BY_MOCKGENIE || "").split(" ").filter(Boolean);

if (places.length > 0) {
  const colon = target.lastIndexOf(":");
  const home = { host: target.slice(0, colon).replace(/^\[|\]$/g, ""), port: Number(target.slice(colon + 1)) };
  const known = new Set(places);
  const isRedirected = (host, port) =>
    known.has(`${String(host).toLowerCase().replace(/\.$/, "")}:${Number(port)}`);
  const connect = net.Socket.prototype.connect;

  net.Socket.prototype.connect = function (...given) {
    // net.connect hands on, as one array, what it has made of its own arguments.
    const made = Array.isArray(given[0]);
    const list = made ? given[0] : given;
    const [first, second] = list;
    if (first !== null && typeof first === "object") {
      if (!first.path && isRedirected(first.host, first.port)) {
        const { lookup, ...options } = first;
        list[0] = { ...options, ...home };
      }
    } else if (typeof second === "string" && isRedirected(second, first)) {
      list[0] = home.port;
      list[1] = home.host;
    }
    return made ? connect.call(this, list) : connect.apply(this, list);
  };
}
