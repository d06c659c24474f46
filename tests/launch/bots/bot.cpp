// A bot of the dialog API: opens a dialog, says what its arguments are, and closes it.
#include <curl/curl.h>

#include <iostream>
#include <string>

static const char* openApiURL = "http://aiopen.etri.re.kr:8000/Dialog";

static size_t append(char* data, size_t size, size_t count, void* text) {
    static_cast<std::string*>(text)->append(data, size * count);
    return size * count;
}

static std::string call(const std::string& argument) {
    const std::string body = "{\"access_key\":\"key\",\"argument\":{" + argument + "}}";
    std::string answer;
    CURL* curl = curl_easy_init();
    curl_easy_setopt(curl, CURLOPT_URL, openApiURL);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, 30L);
    curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, "POST");
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, body.c_str());
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, append);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &answer);
    const CURLcode code = curl_easy_perform(curl);
    curl_easy_cleanup(curl);
    if (code != CURLE_OK) {
        std::cerr << curl_easy_strerror(code) << std::endl;
        exit(1);
    }
    return answer;
}

static std::string field(const std::string& answer, const std::string& name) {
    const std::string key = "\"" + name + "\":\"";
    const size_t begin = answer.find(key) + key.size();
    const std::string value = answer.substr(begin, answer.find('"', begin) - begin);
    return value.substr(0, value.find("\\n"));
}

int main(int count, char** texts) {
    const std::string opened =
        call("\"method\":\"open_dialog\",\"name\":\"Weather\",\"access_method\":\"internal_data\"");
    const std::string uuid = "\"uuid\":\"" + field(opened, "uuid") + "\"";
    std::cout << field(opened, "system_text") << std::endl;
    for (int number = 1; number < count; number++) {
        const std::string text = "\"text\":\"" + std::string(texts[number]) + "\"";
        std::cout << field(call("\"method\":\"dialog\"," + uuid + "," + text), "system_text") << std::endl;
    }
    std::cout << field(call("\"method\":\"close_dialog\"," + uuid), "state") << std::endl;
}
