import java.io.InputStream;
import java.io.PrintStream;
import java.net.HttpURLConnection;
import java.net.URL;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A bot of the dialog API: opens a dialog, says what its arguments are, and closes it. */
public class Bot {
    static final String URL = "http://aiopen.etri.re.kr:8000/Dialog";

    static String call(String argument) throws Exception {
        String body = "{\"access_key\":\"key\",\"argument\":{" + argument + "}}";
        HttpURLConnection connection = (HttpURLConnection) new URL(URL).openConnection();
        connection.setRequestMethod("POST");
        connection.setDoOutput(true);
        connection.getOutputStream().write(body.getBytes("UTF-8"));
        try (InputStream answer = connection.getInputStream()) {
            return new String(answer.readAllBytes(), "UTF-8");
        }
    }

    static String field(String answer, String name) {
        Matcher found = Pattern.compile("\"" + name + "\":\"((?:[^\"\\\\]|\\\\.)*)\"").matcher(answer);
        return found.find() ? found.group(1).replace("\\n", "") : "";
    }

    public static void main(String[] texts) throws Exception {
        PrintStream out = new PrintStream(System.out, true, "UTF-8");
        String opened = call("\"method\":\"open_dialog\",\"name\":\"Weather\",\"access_method\":\"internal_data\"");
        String uuid = "\"uuid\":\"" + field(opened, "uuid") + "\"";
        out.println(field(opened, "system_text"));
        for (String text : texts) {
            String answer = call("\"method\":\"dialog\"," + uuid + ",\"text\":\"" + text + "\"");
            out.println(field(answer, "system_text"));
        }
        out.println(field(call("\"method\":\"close_dialog\"," + uuid), "state"));
    }
}
