// The habit of Node bots: http.request with a Content-Length of their own and an Agent.
//
//     node agents.mjs URL KEEP_ALIVE ROUNDS
//
// Each round opens a dialog, says one utterance and closes. Prints the body of every answer, and
// last how many of the requests went over a connection that had been used before.

import http from 'node:http';

const [url, keepAlive, rounds] = process.argv.slice(2);
const agent = new http.Agent({ keepAlive: keepAlive === 'true' });
let reused = 0;

function ask(argument) {
  const body = JSON.stringify({ access_key: 'test', argument });
  const headers = { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) };
  return new Promise((resolve, reject) => {
    const request = http.request(url, { method: 'POST', agent, headers }, (response) => {
      const parts = [];
      response.on('data', (part) => parts.push(part));
      response.on('error', reject);
      response.on('end', () => {
        reused += request.reusedSocket ? 1 : 0;
        resolve(Buffer.concat(parts).toString('utf8'));
      });
    });
    request.on('error', reject);
    request.end(body);
  });
}

async function show(argument) {
  const answer = await ask(argument);
  console.log(answer);
  return answer;
}

for (let round = 0; round < Number(rounds); round += 1) {
  const opened = await show({ method: 'open_dialog', name: 'Lamp', access_method: 'internal_data' });
  const { uuid } = JSON.parse(opened).return_object;
  await show({ method: 'dialog', uuid, text: '불 켜 줘' });
  await show({ method: 'close_dialog', uuid });
}
agent.destroy();
console.log(`reused ${reused}`);
