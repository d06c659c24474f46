// A small bot for a GenieDialog `/Dialog` server: Node 18 or later, no packages.
//
// From the top of the repository:
//
//     node examples/javascript/client.mjs
//
// Arguments are what to say, one utterance each. Whom to talk to is read from the environment:
// MOCKGENIE_URL, MOCKGENIE_ACCESS_KEY and MOCKGENIE_DOMAIN.

const DIALOG_URL = process.env.MOCKGENIE_URL ?? 'http://localhost:8000/Dialog';
const ACCESS_KEY = process.env.MOCKGENIE_ACCESS_KEY ?? 'test';
const DOMAIN = process.env.MOCKGENIE_DOMAIN ?? 'Weather';
const UTTERANCES = ['서울 내일 날씨 알려줘', '부산은요?', '안녕히 계세요'];
const TIMEOUT_MILLISECONDS = 30_000;

/** Why the conversation cannot go on, as the user is told. */
class DialogError extends Error {}

/** The HTTP status and the body of the server's answer. */
async function post(body) {
  try {
    const response = await fetch(DIALOG_URL, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json; charset=UTF-8' },
      body,
      signal: AbortSignal.timeout(TIMEOUT_MILLISECONDS),
    });
    return { status: response.status, text: await response.text() };
  } catch (error) {
    const reason = error.cause?.code ?? error.cause?.message ?? error.message;
    throw new DialogError(`서버의 답을 받지 못했습니다: ${DIALOG_URL} (${reason})`);
  }
}

/** The answer read as JSON; undefined when it is none. */
function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * Call one of the three methods; its `uuid`, `text` and `state` (start, dialog or end).
 * Throws DialogError when it is not answered as hoped.
 */
async function call(method, argument) {
  const request = { access_key: ACCESS_KEY, argument: { method, ...argument } };
  const { status, text } = await post(JSON.stringify(request));
  const answer = parse(text);
  if (typeof answer?.reason === 'string' && answer.result !== 0) {
    throw new DialogError(`HTTP ${status}: ${answer.reason}`); // the gateway turned it away
  }
  const { uuid, result } = answer?.return_object ?? {};
  if (answer?.result !== 0 || typeof result?.state !== 'string') {
    throw new DialogError(`HTTP ${status}: 알아볼 수 없는 답입니다`);
  }
  if (result.state === 'error') {
    throw new DialogError(result.message); // the dialog engine did
  }
  return { uuid, text: result.system_text ?? '', state: result.state };
}

/** Print the system's text, which ends with a newline of its own. */
function show(answer) {
  console.log(`봇: ${answer.text.replace(/\n+$/, '')}`);
}

/** Open a dialog, say everything until the domain ends it, and leave no session behind. */
async function converse(utterances) {
  let answer = await call('open_dialog', { name: DOMAIN, access_method: 'internal_data' });
  const { uuid } = answer;
  show(answer);
  try {
    for (const utterance of utterances) {
      if (answer.state === 'end') break;
      console.log(`나: ${utterance}`);
      answer = await call('dialog', { uuid, text: utterance });
      show(answer);
    }
  } catch (error) {
    await call('close_dialog', { uuid }).catch(() => {}); // the first error is the one to tell
    throw error;
  }
  if (answer.state === 'end') {
    console.log(`대화 끝: ${uuid}`);
  } else {
    await call('close_dialog', { uuid });
    console.log(`대화 닫음: ${uuid}`);
  }
}

const said = process.argv.slice(2);
try {
  await converse(said.length > 0 ? said : UTTERANCES);
} catch (error) {
  if (!(error instanceof DialogError)) throw error;
  console.error(`오류: ${error.message}`);
  process.exitCode = 1;
}
