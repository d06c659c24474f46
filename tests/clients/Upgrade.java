import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/**
 * The habit of newer Java clients: an HttpClient as it comes, which asks for HTTP/2 with Upgrade
 * and HTTP2-Settings headers in every request to a plain HTTP server.
 *
 * <p>{@code java Upgrade.java URL ROUNDS}: each round opens a dialog, says one utterance and
 * closes. Prints the body of every answer.
 */
public final class Upgrade {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    public static void main(String[] arguments) throws Exception {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        URI url = URI.create(arguments[0]);
        int rounds = Integer.parseInt(arguments[1]);
        for (int round = 0; round < rounds; round++) {
            String opening =
                    ask(
                            url,
                            "\"method\":\"open_dialog\",\"name\":\"Lamp\",\"access_method\":\"internal_data\"");
            int uuid = opening.indexOf("\"uuid\":\"") + 8;
            String session = "\"uuid\":\"" + opening.substring(uuid, uuid + 18) + "\"";
            out.println(opening);
            out.println(ask(url, "\"method\":\"dialog\"," + session + ",\"text\":\"불 켜 줘\""));
            out.println(ask(url, "\"method\":\"close_dialog\"," + session));
        }
    }

    private static String ask(URI url, String argument) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(url)
                        .POST(
                                HttpRequest.BodyPublishers.ofString(
                                        "{\"access_key\":\"test\",\"argument\":{" + argument + "}}"))
                        .build();
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8)).body();
    }
}
