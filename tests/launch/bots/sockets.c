/* One request of the dialog API over a plain socket: nothing is heeded but what names mean. */
#include <netdb.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static const char body[] =
    "{\"access_key\":\"key\",\"argument\":{\"method\":\"open_dialog\",\"name\":\"Weather\","
    "\"access_method\":\"internal_data\"}}";

int main(void) {
    struct addrinfo hints = {0}, *found;
    char text[8192];
    size_t length = 0;
    ssize_t part;
    int connection;

    hints.ai_socktype = SOCK_STREAM;
    if (getaddrinfo("aiopen.etri.re.kr", "8000", &hints, &found) != 0) {
        fputs("no such name\n", stderr);
        return 1;
    }
    connection = socket(found->ai_family, SOCK_STREAM, 0);
    if (connect(connection, found->ai_addr, found->ai_addrlen) != 0) {
        perror("connect");
        return 1;
    }
    dprintf(connection,
            "POST /Dialog HTTP/1.1\r\nHost: aiopen.etri.re.kr:8000\r\nContent-Length: %zu\r\n\r\n%s",
            strlen(body), body);
    while ((part = read(connection, text + length, sizeof text - 1 - length)) > 0) length += part;
    text[length] = 0;
    puts(strstr(text, "\r\n\r\n") + 4);
    return 0;
}
