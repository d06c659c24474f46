<?php
// The habits of PHP bots: file_get_contents with a stream context, or the curl extension.
//
//     php habits.php URL HABIT ROUNDS
//
// HABIT is 1.0 or 1.1, the HTTP version of a stream context, or curl. Each round opens a dialog,
// says one utterance and closes. Prints the body of every answer.

declare(strict_types=1);

[, $url, $habit, $rounds] = $argv;

function askWithStream(string $url, string $version, string $body): string
{
    $context = stream_context_create(['http' => [
        'method' => 'POST',
        'header' => "Content-type: application/x-www-form-urlencoded\r\n",
        'content' => $body,
        'protocol_version' => (float) $version,
    ]]);
    return file_get_contents($url, false, $context);
}

function askWithCurl(string $url, string $body): string
{
    $curl = curl_init();
    curl_setopt($curl, CURLOPT_URL, $url);
    curl_setopt($curl, CURLOPT_POST, 1);
    curl_setopt($curl, CURLOPT_HTTPHEADER, ['Content-Type:application/json; charset=UTF-8']);
    curl_setopt($curl, CURLOPT_POSTFIELDS, $body);
    curl_setopt($curl, CURLOPT_RETURNTRANSFER, true);
    return curl_exec($curl);
}

$ask = function (array $argument) use ($url, $habit): array {
    $body = json_encode(['access_key' => 'test', 'argument' => $argument]); // Korean as \uXXXX
    $answer = $habit === 'curl' ? askWithCurl($url, $body) : askWithStream($url, $habit, $body);
    echo $answer, "\n";
    return json_decode($answer, true);
};

for ($round = 0; $round < (int) $rounds; $round++) {
    $opened = $ask(['method' => 'open_dialog', 'name' => 'Lamp', 'access_method' => 'internal_data']);
    $uuid = $opened['return_object']['uuid'];
    $ask(['method' => 'dialog', 'uuid' => $uuid, 'text' => '불 켜 줘']);
    $ask(['method' => 'close_dialog', 'uuid' => $uuid]);
}
