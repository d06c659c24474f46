import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A small bot for a GenieDialog {@code /Dialog} server: JDK 11 or later, no libraries.
 *
 * <p>From the top of the repository:
 *
 * <pre>
 *     java -Dfile.encoding=UTF-8 examples/java/Client.java
 * </pre>
 *
 * <p>(From JDK 18 on, {@code -Dfile.encoding=UTF-8} may be left out.) Arguments are what to say,
 * one utterance each. Whom to talk to is read from the environment: MOCKGENIE_URL,
 * MOCKGENIE_ACCESS_KEY and MOCKGENIE_DOMAIN.
 */
public final class Client {
    private static final String URL = environment("MOCKGENIE_URL", "http://localhost:8000/Dialog");
    private static final String ACCESS_KEY = environment("MOCKGENIE_ACCESS_KEY", "test");
    private static final String DOMAIN = environment("MOCKGENIE_DOMAIN", "Weather");
    private static final List<String> UTTERANCES = List.of("서울 내일 날씨 알려줘", "부산은요?", "안녕히 계세요");
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    // Without a version the client would offer HTTP/2 with every request.
    private static final HttpClient HTTP =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(TIMEOUT)
                    .build();

    // System.out writes in the console's encoding, which is not UTF-8 on Windows.
    private static final PrintStream OUT = utf8(FileDescriptor.out);
    private static final PrintStream ERR = utf8(FileDescriptor.err);

    /** Why the conversation cannot go on, as the user is told. */
    private static final class DialogException extends Exception {
        DialogException(String message) {
            super(message);
        }
    }

    /** What the server said in one turn; {@code state} is start, dialog or end. */
    private static final class Answer {
        final String uuid;
        final String text;
        final String state;

        Answer(String uuid, String text, String state) {
            this.uuid = uuid;
            this.text = text;
            this.state = state;
        }
    }

    public static void main(String[] arguments) {
        try {
            converse(arguments.length > 0 ? List.of(arguments) : UTTERANCES);
        } catch (DialogException error) {
            ERR.println("오류: " + error.getMessage());
            System.exit(1);
        }
    }

    /** Opens a dialog, says everything until the domain ends it, and leaves no session behind. */
    private static void converse(List<String> utterances) throws DialogException {
        Answer answer = call("open_dialog", Map.of("name", DOMAIN, "access_method", "internal_data"));
        String uuid = answer.uuid;
        show(answer);
        try {
            for (String utterance : utterances) {
                if (answer.state.equals("end")) {
                    break;
                }
                OUT.println("나: " + utterance);
                answer = call("dialog", Map.of("uuid", uuid, "text", utterance));
                show(answer);
            }
        } catch (DialogException error) {
            try {
                call("close_dialog", Map.of("uuid", uuid));
            } catch (DialogException alsoFailed) {
                error.addSuppressed(alsoFailed); // the first error is the one to tell
            }
            throw error;
        }
        if (answer.state.equals("end")) {
            OUT.println("대화 끝: " + uuid);
        } else {
            call("close_dialog", Map.of("uuid", uuid));
            OUT.println("대화 닫음: " + uuid);
        }
    }

    /** Calls one of the three methods. */
    private static Answer call(String method, Map<String, String> fields) throws DialogException {
        Map<String, Object> argument = new LinkedHashMap<>();
        argument.put("method", method);
        argument.putAll(fields);
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("access_key", ACCESS_KEY);
        request.put("argument", argument);
        HttpResponse<String> response = post(Json.write(request));

        try {
            Map<?, ?> answer = (Map<?, ?>) Json.read(response.body());
            if (((Number) answer.get("result")).intValue() != 0) { // the gateway turned it away
                throw new DialogException(
                        "HTTP " + response.statusCode() + ": " + (String) answer.get("reason"));
            }
            Map<?, ?> returned = (Map<?, ?>) answer.get("return_object");
            Map<?, ?> result = (Map<?, ?>) returned.get("result");
            String state = result.get("state").toString();
            if (state.equals("error")) { // the dialog engine did
                throw new DialogException((String) result.get("message"));
            }
            Object text = result.get("system_text");
            return new Answer((String) returned.get("uuid"), text == null ? "" : (String) text, state);
        } catch (IllegalArgumentException | ClassCastException | NullPointerException error) {
            throw new DialogException("HTTP " + response.statusCode() + ": 알아볼 수 없는 답입니다");
        }
    }

    private static HttpResponse<String> post(String body) throws DialogException {
        Exception cause;
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(URL))
                            .timeout(TIMEOUT)
                            .header("Content-Type", "application/json; charset=UTF-8")
                            .POST(HttpRequest.BodyPublishers.ofString(body))
                            .build();
            return HTTP.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (InterruptedException error) {
            Thread.currentThread().interrupt();
            cause = error;
        } catch (IOException | IllegalArgumentException error) {
            cause = error;
        }
        String reason = cause.getMessage(); // a refused connection has none
        throw new DialogException(
                "서버의 답을 받지 못했습니다: " + URL
                        + " (" + (reason == null ? cause.getClass().getSimpleName() : reason) + ")");
    }

    /** Prints the system's text, which ends with a newline of its own. */
    private static void show(Answer answer) {
        OUT.println("봇: " + answer.text.replaceFirst("\n+$", ""));
    }

    private static String environment(String name, String otherwise) {
        return System.getenv().getOrDefault(name, otherwise);
    }

    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }

    /**
     * As much JSON as this bot needs, since the JDK brings none; a real bot would take a library.
     * Objects are maps, arrays are lists, numbers are doubles.
     */
    private static final class Json {
        private final String text;
        private int at;

        private Json(String text) {
            this.text = text;
        }

        /** The value written in {@code text}; IllegalArgumentException when it is not JSON. */
        static Object read(String text) {
            Json json = new Json(text);
            Object value = json.value();
            json.skipSpace();
            if (json.at < text.length()) {
                throw json.unexpected();
            }
            return value;
        }

        /** Maps and strings, which is all that a request holds. */
        static String write(Object value) {
            if (!(value instanceof Map)) {
                return quote(value.toString());
            }
            List<String> members = new ArrayList<>();
            ((Map<?, ?>) value)
                    .forEach((name, member) -> members.add(quote(name.toString()) + ":" + write(member)));
            return "{" + String.join(",", members) + "}";
        }

        private static String quote(String text) {
            StringBuilder quoted = new StringBuilder("\"");
            for (char c : text.toCharArray()) {
                if (c == '"' || c == '\\') {
                    quoted.append('\\').append(c);
                } else if (c < ' ') {
                    quoted.append(String.format("\\u%04x", (int) c));
                } else {
                    quoted.append(c);
                }
            }
            return quoted.append('"').toString();
        }

        private Object value() {
            skipSpace();
            switch (peek()) {
                case '{':
                    return object();
                case '[':
                    return array();
                case '"':
                    return string();
                case 't':
                    return word("true", Boolean.TRUE);
                case 'f':
                    return word("false", Boolean.FALSE);
                case 'n':
                    return word("null", null);
                default:
                    return number();
            }
        }

        private Map<String, Object> object() {
            Map<String, Object> members = new LinkedHashMap<>();
            expect('{');
            if (taken('}')) {
                return members;
            }
            do {
                skipSpace();
                String name = string();
                expect(':');
                members.put(name, value());
            } while (taken(','));
            expect('}');
            return members;
        }

        private List<Object> array() {
            List<Object> items = new ArrayList<>();
            expect('[');
            if (taken(']')) {
                return items;
            }
            do {
                items.add(value());
            } while (taken(','));
            expect(']');
            return items;
        }

        private String string() {
            StringBuilder characters = new StringBuilder();
            expect('"');
            while (peek() != '"') {
                char c = text.charAt(at++);
                characters.append(c == '\\' ? escaped() : c);
            }
            at++;
            return characters.toString();
        }

        private char escaped() {
            char c = peek();
            at++;
            if (c == 'u') {
                at += 4;
                if (at > text.length()) {
                    throw unexpected();
                }
                return (char) Integer.parseInt(text.substring(at - 4, at), 16);
            }
            int escape = "\"\\/bfnrt".indexOf(c);
            if (escape < 0) {
                throw unexpected();
            }
            return "\"\\/\b\f\n\r\t".charAt(escape);
        }

        private Double number() {
            int start = at;
            while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
                at++;
            }
            return Double.valueOf(text.substring(start, at));
        }

        private Object word(String word, Object value) {
            if (!text.startsWith(word, at)) {
                throw unexpected();
            }
            at += word.length();
            return value;
        }

        private void skipSpace() {
            while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
                at++;
            }
        }

        private char peek() {
            if (at >= text.length()) {
                throw unexpected();
            }
            return text.charAt(at);
        }

        private boolean taken(char c) {
            skipSpace();
            if (peek() != c) {
                return false;
            }
            at++;
            return true;
        }

        private void expect(char c) {
            if (!taken(c)) {
                throw unexpected();
            }
        }

        private IllegalArgumentException unexpected() {
            return new IllegalArgumentException("not JSON at character " + at);
        }
    }
}
