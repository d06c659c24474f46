import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URL;
import java.nio.charset.StandardCharsets;

/**
 * The habit of early Java clients: take what {@code available()} promises, read once, go on.
 * Whatever part of the body comes later than the header is lost to them.
 *
 * <p>{@code java ReadOnce.java URL ROUNDS}: each round opens a dialog, says eight utterances and
 * closes, ten calls in all. Prints how many of the answers were complete.
 */
public final class ReadOnce {
    private static final int TURNS = 8;

    private final URL url;
    private int calls;
    private int complete;

    private ReadOnce(URL url) {
        this.url = url;
    }

    public static void main(String[] arguments) throws IOException {
        ReadOnce client = new ReadOnce(new URL(arguments[0]));
        int rounds = Integer.parseInt(arguments[1]);
        for (int round = 0; round < rounds; round++) {
            client.converse();
        }
        System.out.println(client.complete + " of " + client.calls + " answers complete");
    }

    private void converse() throws IOException {
        String opening =
                ask(
                        "\"method\":\"open_dialog\",\"name\":\"Lamp\",\"access_method\":\"internal_data\"",
                        "{\"system_text\":\"안녕하세요.\\n\",\"state\":\"start\",\"message\":\"\"}}}");
        int uuid = opening.indexOf("\"uuid\":\"") + 8;
        if (uuid < 8 || opening.length() < uuid + 18) {
            calls += TURNS + 1; // the rest of the round is lost with it
            return;
        }
        String session = "\"uuid\":\"" + opening.substring(uuid, uuid + 18) + "\"";
        for (int turn = 0; turn < TURNS; turn++) {
            boolean brief = turn % 2 == 0; // a short answer, then one longer than a network packet
            ask(
                    "\"method\":\"dialog\"," + session
                            + ",\"text\":\"" + (brief ? "불 켜 줘" : "사용법 설명해 줘") + "\"",
                    (brief ? "네, 알겠습니다." : "번호로 전화해 주세요.")
                            + "\\n\",\"state\":\"dialog\",\"message\":\"\"}}}");
        }
        ask("\"method\":\"close_dialog\"," + session, "{\"state\":\"end\",\"message\":\"\"}}}");
    }

    /** Calls the server; what one read of the answer gives, which should end with {@code end}. */
    private String ask(String argument, String end) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) url.openConnection();
        connection.setRequestMethod("POST");
        connection.setDoOutput(true);
        String request = "{\"access_key\":\"test\",\"argument\":{" + argument + "}}";
        connection.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
        connection.getOutputStream().close();

        connection.getResponseCode();
        InputStream in = connection.getInputStream();
        byte[] buffer = new byte[in.available()];
        int count = in.read(buffer);
        String answer = new String(buffer, StandardCharsets.UTF_8);

        calls++;
        if (count == connection.getContentLength() && answer.endsWith(end)) {
            complete++;
        } else {
            System.err.println(
                    "call " + calls + ": read " + count + " of " + connection.getContentLength()
                            + " bytes: " + answer);
        }
        return answer;
    }
}
