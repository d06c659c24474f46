// A small bot for a GenieDialog `/Dialog` server: C++17 with libcurl and JsonCpp.
//
// From the top of the repository (pkg-config knows where <json/json.h> lives; on Debian and
// Ubuntu the packages are libcurl4-openssl-dev, libjsoncpp-dev and pkg-config):
//
//     g++ -std=c++17 -o examples/cpp/client examples/cpp/client.cpp $(pkg-config --cflags --libs jsoncpp libcurl)
//     examples/cpp/client
//
// Arguments are what to say, one utterance each. Whom to talk to is read from the environment:
// MOCKGENIE_URL, MOCKGENIE_ACCESS_KEY and MOCKGENIE_DOMAIN.

#include <curl/curl.h>
#include <json/json.h>

#include <cstdlib>
#include <iostream>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#ifdef _WIN32
#include <windows.h>
// After windows.h, which it needs.
#include <shellapi.h>
#endif

namespace {

const std::vector<std::string> kUtterances = {"서울 내일 날씨 알려줘", "부산은요?", "안녕히 계세요"};
constexpr long kTimeoutSeconds = 30;

// Why the conversation cannot go on, as the user is told.
struct DialogError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// What the server said in one turn; `state` is start, dialog or end.
struct Answer {
    std::string uuid;
    std::string text;
    std::string state;
};

std::string Environment(const char* name, const char* otherwise) {
    const char* value = std::getenv(name);
    return value != nullptr ? value : otherwise;
}

extern "C" std::size_t Append(char* part, std::size_t size, std::size_t count, void* body) {
    static_cast<std::string*>(body)->append(part, size * count);
    return size * count;
}

class Server {
public:
    Server(std::string url, std::string access_key)
        : url_(std::move(url)), access_key_(std::move(access_key)) {}

    // Calls one of the three methods; throws DialogError when it is not answered as hoped.
    Answer Call(const std::string& method, Json::Value argument) const {
        argument["method"] = method;
        Json::Value request;
        request["access_key"] = access_key_;
        request["argument"] = std::move(argument);
        const auto [status, body] = Post(Json::writeString(Json::StreamWriterBuilder(), request));

        const std::string at = "HTTP " + std::to_string(status) + ": ";
        Json::Value answer;
        try {
            const std::unique_ptr<Json::CharReader> reader(Json::CharReaderBuilder().newCharReader());
            if (!reader->parse(body.data(), body.data() + body.size(), &answer, nullptr)) {
                throw DialogError(at + "알아볼 수 없는 답입니다");
            }
            if (answer["result"] != 0 && answer["reason"].isString()) {
                throw DialogError(at + answer["reason"].asString());  // the gateway turned it away
            }
            const Json::Value returned = answer["return_object"];
            const Json::Value result = returned["result"];
            if (answer["result"] != 0 || !result["state"].isString()) {
                throw DialogError(at + "알아볼 수 없는 답입니다");
            }
            if (result["state"] == "error") {
                throw DialogError(result["message"].asString());  // the dialog engine did
            }
            return {returned["uuid"].asString(), result["system_text"].asString(),
                    result["state"].asString()};
        } catch (const Json::Exception&) {  // JSON, but an array where an object should be
            throw DialogError(at + "알아볼 수 없는 답입니다");
        }
    }

private:
    // The HTTP status and the body of the server's answer.
    std::pair<long, std::string> Post(const std::string& request) const {
        const std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> curl(curl_easy_init(),
                                                                       &curl_easy_cleanup);
        const std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)> headers(
            curl_slist_append(nullptr, "Content-Type: application/json; charset=UTF-8"),
            &curl_slist_free_all);
        std::string body;
        curl_easy_setopt(curl.get(), CURLOPT_URL, url_.c_str());
        curl_easy_setopt(curl.get(), CURLOPT_HTTPHEADER, headers.get());
        curl_easy_setopt(curl.get(), CURLOPT_POSTFIELDSIZE, static_cast<long>(request.size()));
        curl_easy_setopt(curl.get(), CURLOPT_POSTFIELDS, request.data());
        curl_easy_setopt(curl.get(), CURLOPT_TIMEOUT, kTimeoutSeconds);
        curl_easy_setopt(curl.get(), CURLOPT_WRITEFUNCTION, &Append);
        curl_easy_setopt(curl.get(), CURLOPT_WRITEDATA, &body);
        if (const CURLcode code = curl_easy_perform(curl.get()); code != CURLE_OK) {
            throw DialogError("서버의 답을 받지 못했습니다: " + url_ + " (" +
                              curl_easy_strerror(code) + ")");
        }
        long status = 0;
        curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &status);
        return {status, body};
    }

    std::string url_;
    std::string access_key_;
};

// Prints the system's text, which ends with a newline of its own.
void Show(const Answer& answer) {
    const std::string& text = answer.text;
    std::cout << "봇: " << text.substr(0, text.find_last_not_of('\n') + 1) << std::endl;
}

// Opens a dialog, says everything until the domain ends it, and leaves no session behind.
void Converse(const Server& server, const std::string& domain,
              const std::vector<std::string>& utterances) {
    Json::Value opening;
    opening["name"] = domain;
    opening["access_method"] = "internal_data";
    Answer answer = server.Call("open_dialog", opening);
    Show(answer);

    Json::Value session;
    session["uuid"] = answer.uuid;
    try {
        for (const std::string& utterance : utterances) {
            if (answer.state == "end") {
                break;
            }
            std::cout << "나: " << utterance << std::endl;
            Json::Value turn = session;
            turn["text"] = utterance;
            answer = server.Call("dialog", turn);
            Show(answer);
        }
    } catch (const DialogError&) {
        try {
            server.Call("close_dialog", session);
        } catch (const DialogError&) {
            // The first error is the one to tell.
        }
        throw;
    }
    if (answer.state == "end") {
        std::cout << "대화 끝: " << session["uuid"].asString() << std::endl;
    } else {
        server.Call("close_dialog", session);
        std::cout << "대화 닫음: " << session["uuid"].asString() << std::endl;
    }
}

// What to say, in UTF-8: `argv` is, except on Windows, where it has the system's code page.
std::vector<std::string> Utterances(int argc, char** argv) {
    std::vector<std::string> utterances(argv + 1, argv + argc);
#ifdef _WIN32
    SetConsoleOutputCP(CP_UTF8);
    wchar_t** wide = CommandLineToArgvW(GetCommandLineW(), &argc);
    utterances.clear();
    for (int i = 1; i < argc; ++i) {
        const int size = WideCharToMultiByte(CP_UTF8, 0, wide[i], -1, nullptr, 0, nullptr, nullptr);
        std::string utterance(size, '\0');
        WideCharToMultiByte(CP_UTF8, 0, wide[i], -1, utterance.data(), size, nullptr, nullptr);
        utterance.pop_back();  // the terminating zero
        utterances.push_back(utterance);
    }
    LocalFree(wide);
#endif
    return utterances.empty() ? kUtterances : utterances;
}

}  // namespace

int main(int argc, char** argv) {
    const std::vector<std::string> utterances = Utterances(argc, argv);
    curl_global_init(CURL_GLOBAL_DEFAULT);
    int status = EXIT_SUCCESS;
    try {
        const Server server(Environment("MOCKGENIE_URL", "http://localhost:8000/Dialog"),
                            Environment("MOCKGENIE_ACCESS_KEY", "test"));
        Converse(server, Environment("MOCKGENIE_DOMAIN", "Weather"), utterances);
    } catch (const DialogError& error) {
        std::cerr << "오류: " << error.what() << std::endl;
        status = EXIT_FAILURE;
    }
    curl_global_cleanup();
    return status;
}
