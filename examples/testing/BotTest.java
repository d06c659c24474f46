import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BotTest {
    static final Pattern LISTENING = Pattern.compile("listening on (\\S+)");
    static final Pattern UUID = Pattern.compile("\"uuid\":\"(\\d{18})\"");
    static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    static Process server;
    static URI url;

    @BeforeAll
    static void startServer() throws Exception {
        String running = System.getenv("MOCKGENIE_URL");
        if (running != null) {
            url = URI.create(running);
            return;
        }
        server = new ProcessBuilder("python", "-m", "mockgenie", "serve", "--port", "0")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader lines = new BufferedReader(
                new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8));
        Matcher found = LISTENING.matcher(String.valueOf(lines.readLine()));
        assertTrue(found.find(), "mockgenie did not start");
        url = URI.create(found.group(1));
    }

    @AfterAll
    static void stopServer() {
        if (server != null) {
            server.destroy();
        }
    }

    @BeforeEach
    void reset() throws Exception {
        admin("POST", "reset", "{}");
    }

    @Test
    void aQuotaErrorOnTheThirdTurnIsTold() throws Exception {
        admin("POST", "faults",
                "{\"when\":\"turn = 3\",\"error\":\"Too Many Requests\",\"times\":1}");

        // Your bot's code instead of these lines.
        String open = "{\"method\":\"open_dialog\",\"name\":\"Weather\","
                + "\"access_method\":\"internal_data\"}";
        Matcher opened = UUID.matcher(call(open).body());
        assertTrue(opened.find());
        String say = "{\"method\":\"dialog\",\"uuid\":\"" + opened.group(1) + "\",\"text\":\"%s\"}";
        assertEquals(200, call(String.format(say, "서울 내일 날씨 알려줘")).statusCode());
        assertEquals(200, call(String.format(say, "부산은요?")).statusCode());
        assertEquals(429, call(String.format(say, "대구는요?")).statusCode());
        assertEquals(200, call(String.format(say, "대구는요?")).statusCode());

        assertEquals(2, asked("text = \"대구는요?\""));
        assertEquals(1, asked("message = \"Too Many Requests\""));
    }

    /** Calls /Dialog as a bot does. */
    static HttpResponse<String> call(String argument) throws Exception {
        String body = "{\"access_key\":\"test\",\"argument\":" + argument + "}";
        return send(HttpRequest.newBuilder(url).POST(BodyPublishers.ofString(body)).build());
    }

    /** How many of the requests in the journal a condition holds for. */
    static int asked(String when) throws Exception {
        String journal = admin("GET",
                "journal?when=" + URLEncoder.encode(when, StandardCharsets.UTF_8), "");
        Matcher total = Pattern.compile("\"total\":(\\d+)").matcher(journal);
        assertTrue(total.find(), journal);
        return Integer.parseInt(total.group(1));
    }

    /** Calls the admin API; what it answers. */
    static String admin(String method, String path, String body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(url.resolve("/__mockgenie/" + path));
        if (body.isEmpty()) {
            request.method(method, BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json");
            request.method(method, BodyPublishers.ofString(body));
        }
        HttpResponse<String> answer = send(request.build());
        assertEquals(2, answer.statusCode() / 100, answer.body());
        return answer.body();
    }

    static HttpResponse<String> send(HttpRequest request) throws Exception {
        return CLIENT.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
    }
}
