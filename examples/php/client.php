<?php
// A small bot for a GenieDialog `/Dialog` server: PHP 7.4 or later, with the curl extension
// where it is there and PHP's own HTTP stream where it is not.
//
// From the top of the repository:
//
//     php examples/php/client.php
//
// Arguments are what to say, one utterance each. Whom to talk to is read from the environment:
// MOCKGENIE_URL, MOCKGENIE_ACCESS_KEY and MOCKGENIE_DOMAIN.

declare(strict_types=1);

const UTTERANCES = ['서울 내일 날씨 알려줘', '부산은요?', '안녕히 계세요'];
const TIMEOUT_SECONDS = 30;
const HEADERS = ['Content-Type: application/json; charset=UTF-8'];

define('URL', environment('MOCKGENIE_URL', 'http://localhost:8000/Dialog'));
define('ACCESS_KEY', environment('MOCKGENIE_ACCESS_KEY', 'test'));
define('DOMAIN', environment('MOCKGENIE_DOMAIN', 'Weather'));

/** Why the conversation cannot go on, as the user is told. */
final class DialogError extends Exception
{
}

function environment(string $name, string $otherwise): string
{
    $value = getenv($name);
    return $value === false ? $otherwise : $value;
}

function unanswered(string $reason): DialogError
{
    return new DialogError('서버의 답을 받지 못했습니다: ' . URL . " ($reason)");
}

/** The HTTP status and the body of the server's answer. */
function post(string $body): array
{
    return extension_loaded('curl') ? postWithCurl($body) : postWithStream($body);
}

function postWithCurl(string $body): array
{
    $curl = curl_init(URL);
    curl_setopt_array($curl, [
        CURLOPT_POST => true,
        CURLOPT_HTTPHEADER => HEADERS,
        CURLOPT_POSTFIELDS => $body,
        CURLOPT_RETURNTRANSFER => true,
        CURLOPT_TIMEOUT => TIMEOUT_SECONDS,
    ]);
    $answer = curl_exec($curl);
    if ($answer === false) {
        throw unanswered(curl_error($curl));
    }
    return [curl_getinfo($curl, CURLINFO_RESPONSE_CODE), $answer];
}

function postWithStream(string $body): array
{
    $context = stream_context_create(['http' => [
        'method' => 'POST',
        'header' => HEADERS,
        'content' => $body,
        'timeout' => TIMEOUT_SECONDS,
        'ignore_errors' => true, // 4xx and 5xx explain themselves in JSON as well
    ]]);
    $stream = @fopen(URL, 'r', false, $context);
    if ($stream === false) {
        $warning = error_get_last()['message'] ?? '';
        throw unanswered(trim(substr($warning, (int) strrpos($warning, ': ')), ': '));
    }
    $head = stream_get_meta_data($stream)['wrapper_data'];
    $answer = stream_get_contents($stream);
    fclose($stream);
    return [(int) explode(' ', $head[0])[1], (string) $answer]; // HTTP/1.1 200 OK
}

/**
 * Call one of the three methods; its uuid, text and state (start, dialog or end).
 * Throws DialogError when it is not answered as hoped.
 */
function call(string $method, array $argument): array
{
    $request = [
        'access_key' => ACCESS_KEY,
        'argument' => ['method' => $method] + $argument,
    ];
    $flags = JSON_UNESCAPED_UNICODE | JSON_INVALID_UTF8_SUBSTITUTE;
    [$status, $body] = post(json_encode($request, $flags));

    $answer = json_decode($body, true);
    $code = $answer['result'] ?? null;
    if ($code !== 0 && is_string($answer['reason'] ?? null)) { // the gateway turned it away
        throw new DialogError("HTTP $status: {$answer['reason']}");
    }
    $result = $answer['return_object']['result'] ?? null;
    if ($code !== 0 || !is_string($result['state'] ?? null)) {
        throw new DialogError("HTTP $status: 알아볼 수 없는 답입니다");
    }
    if ($result['state'] === 'error') { // the dialog engine did
        throw new DialogError($result['message'] ?? '');
    }
    $uuid = $answer['return_object']['uuid'] ?? '';
    return ['uuid' => $uuid, 'text' => $result['system_text'] ?? '', 'state' => $result['state']];
}

/** Print the system's text, which ends with a newline of its own. */
function show(array $answer): void
{
    echo '봇: ', rtrim($answer['text'], "\n"), "\n";
}

/** Open a dialog, say everything until the domain ends it, and leave no session behind. */
function converse(array $utterances): void
{
    $answer = call('open_dialog', ['name' => DOMAIN, 'access_method' => 'internal_data']);
    $uuid = $answer['uuid'];
    show($answer);
    try {
        foreach ($utterances as $utterance) {
            if ($answer['state'] === 'end') {
                break;
            }
            echo "나: $utterance\n";
            $answer = call('dialog', ['uuid' => $uuid, 'text' => $utterance]);
            show($answer);
        }
    } catch (DialogError $error) {
        try {
            call('close_dialog', ['uuid' => $uuid]);
        } catch (DialogError $alsoFailed) {
            // The first error is the one to tell.
        }
        throw $error;
    }
    if ($answer['state'] === 'end') {
        echo "대화 끝: $uuid\n";
    } else {
        call('close_dialog', ['uuid' => $uuid]);
        echo "대화 닫음: $uuid\n";
    }
}

if (function_exists('sapi_windows_cp_set')) {
    sapi_windows_cp_set(65001); // a Windows console that reads UTF-8
}
try {
    converse(array_slice($argv, 1) ?: UTTERANCES);
} catch (DialogError $error) {
    fwrite(STDERR, "오류: {$error->getMessage()}\n");
    exit(1);
}
