<?php
// A bot of the dialog API: opens a dialog, says what its arguments are, and closes it.

$openApiURL = "http://aiopen.etri.re.kr:8000/Dialog";

function call($argument) {
    global $openApiURL;
    $ch = curl_init($openApiURL);
    curl_setopt($ch, CURLOPT_POST, 1);
    curl_setopt($ch, CURLOPT_RETURNTRANSFER, true);
    curl_setopt($ch, CURLOPT_TIMEOUT, 30);
    curl_setopt($ch, CURLOPT_POSTFIELDS, json_encode(["access_key" => "key", "argument" => $argument]));
    $answer = curl_exec($ch);
    if ($answer === false) {
        fwrite(STDERR, curl_error($ch) . "\n");
        exit(1);
    }
    return json_decode($answer, true)["return_object"];
}

$opened = call(["method" => "open_dialog", "name" => "Weather", "access_method" => "internal_data"]);
echo trim($opened["result"]["system_text"]), "\n";
foreach (array_slice($argv, 1) as $text) {
    $answer = call(["method" => "dialog", "uuid" => $opened["uuid"], "text" => $text]);
    echo trim($answer["result"]["system_text"]), "\n";
}
echo call(["method" => "close_dialog", "uuid" => $opened["uuid"]])["result"]["state"], "\n";
