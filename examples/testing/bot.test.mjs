import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { after, before, beforeEach, test } from 'node:test';

import { Bot } from './bot.mjs';

let url = process.env.MOCKGENIE_URL; // a server that runs already
let server;

before(async () => {
  if (url) return;
  server = spawn('python', ['-m', 'mockgenie', 'serve', '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface({ input: server.stdout })) {
    url = /listening on (\S+)/.exec(line)?.[1];
    if (url) break;
  }
});

after(() => server?.kill());

beforeEach(() => admin('POST', 'reset'));

/** Calls the admin API; what it answers. */
async function admin(method, path, body) {
  const answer = await fetch(new URL(`/__mockgenie/${path}`, url), {
    method,
    headers: body ? { 'Content-Type': 'application/json' } : {},
    body: body && JSON.stringify(body),
  });
  const text = await answer.text();
  assert.ok(answer.ok, text);
  return text ? JSON.parse(text) : undefined;
}

test('a quota error on the third turn is tried again', async () => {
  await admin('POST', 'faults', {
    when: 'method = "dialog" and turn = 3',
    error: 'Too Many Requests',
    times: 1,
  });
  const bot = new Bot(url);
  await bot.open('Weather');
  assert.match(await bot.say('서울 내일 날씨 알려줘'), /서울/);
  assert.match(await bot.say('부산은요?'), /부산/);
  assert.match(await bot.say('대구는요?'), /대구/);
  await bot.close();

  const { entries } = await admin('GET', 'journal');
  assert.deepEqual(
    entries.map(({ method, text, message }) => [method, text, message]),
    [
      ['open_dialog', '', ''],
      ['dialog', '서울 내일 날씨 알려줘', ''],
      ['dialog', '부산은요?', ''],
      ['dialog', '대구는요?', 'Too Many Requests'],
      ['dialog', '대구는요?', ''],
      ['close_dialog', '', ''],
    ],
  );
});

test('a session that is gone is told as that', async () => {
  const bot = new Bot(url);
  await bot.open('Weather');
  await admin('POST', `sessions/${bot.uuid}/expire`, {});
  await assert.rejects(bot.say('부산은요?'), /One or more arguments are not valid/);
});
