// A request to /Dialog as a line for a shell, or as a piece of a program.

const quoted = (text) => JSON.stringify(text);
const forShell = (text) => `'${text.replaceAll("'", "'\\''")}'`;
const forPhp = (text) => `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;

const curl = (url, body) =>
  `curl -s ${forShell(url)} -H 'Content-Type: application/json' -d ${forShell(body)}\n`;

const python = (url, body) => `import requests

body = ${quoted(body)}
headers = {"Content-Type": "application/json"}
answer = requests.post(${quoted(url)}, data=body.encode(), headers=headers, timeout=30)
print(answer.status_code, answer.text)
`;

const javascript = (url, body) => `const answer = await fetch(${quoted(url)}, {
  method: "POST",
  headers: { "Content-Type": "application/json" },
  body: ${quoted(body)},
});
console.log(answer.status, await answer.text());
`;

const java = (url, body) => `import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

public class Call {
    public static void main(String[] arguments) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(${quoted(url)}))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(${quoted(body)}))
            .build();
        var answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        System.out.println(answer.statusCode() + " " + answer.body());
    }
}
`;

const php = (url, body) => `<?php
$options = ['http' => [
    'method' => 'POST',
    'header' => 'Content-Type: application/json',
    'content' => ${forPhp(body)},
    'ignore_errors' => true,
]];
echo file_get_contents(${forPhp(url)}, false, stream_context_create($options)), "\\n";
`;

/** Languages, each with what writes a request in it: from the address and the body. */
export const SNIPPETS = [
  ["curl", curl], ["Python", python], ["JavaScript", javascript], ["Java", java], ["PHP", php],
];
