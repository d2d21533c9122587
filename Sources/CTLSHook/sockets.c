// While libcurl connects it waits until it can write, afterwards only until it can read. URLSession on Linux begins to wait
// for what is new and does not stop waiting for what is no longer wanted: a connection whose server says nothing can be
// written to all the time, and keeps a whole core busy. So a wish that becomes smaller is told as an end and a new wish.

#define _GNU_SOURCE
#include "CTLSHook.h"
#include "sockets.h"

#include <dlfcn.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdint.h>
#include <sys/socket.h>
#include <unistd.h>

// The type checks of the header would refuse a function of that name.
#undef curl_multi_setopt

#define SOCKETS 65536

// What is waited for on each socket. A socket belongs to one session at a time, and is told about by one thread.
static _Atomic unsigned char wishes[SOCKETS];

static CURLMcode (*real_setopt)(CURLM *, CURLMoption, ...);
// The same for every session: a function without a context.
static _Atomic(curl_socket_callback) listener;

// Before main, and so before any thread.
__attribute__((constructor)) static void find_real_functions(void) {
    real_setopt = (CURLMcode(*)(CURLM *, CURLMoption, ...))dlsym(RTLD_NEXT, "curl_multi_setopt");
}

static int tell(CURL *easy, curl_socket_t socket, int wish, void *context, void *sources) {
    curl_socket_callback real = listener;
    if (socket >= 0 && socket < SOCKETS) {
        unsigned char before = atomic_exchange(&wishes[socket], (unsigned char)wish);
        if (wish == CURL_POLL_IN && (before == CURL_POLL_OUT || before == CURL_POLL_INOUT) && sources) {
            real(easy, socket, CURL_POLL_REMOVE, context, sources);
            sources = NULL;
        }
    }
    return real(easy, socket, wish, context, sources);
}

__attribute__((visibility("default"))) CURLMcode curl_multi_setopt(CURLM *multi, CURLMoption option, ...) {
    va_list arguments;
    va_start(arguments, option);
    // Numbers, pointers and functions are passed alike on every 64-bit machine.
    void *value = va_arg(arguments, void *);
    va_end(arguments);
    if (option != CURLMOPT_SOCKETFUNCTION || !value) return real_setopt(multi, option, value);
    listener = (curl_socket_callback)value;
    return real_setopt(multi, option, tell);
}

// Seconds of silence to the first probe, and between probes; milliseconds after which nobody is there. Given the last, the
// system no longer counts probes: the one that comes next, after 17 s, is the end. A probe is an empty packet.
enum { FIRST_PROBE = 8, NEXT_PROBE = 3, PROBES = 3, PATIENCE = 15000 };

// The route of each open socket; 0 where it is not one of ours. Protected by the lock, as is closing: a number that was
// closed may be anybody's next.
static int owners[SOCKETS];
static pthread_mutex_t owning = PTHREAD_MUTEX_INITIALIZER;

static void own(curl_socket_t socket, int route) {
    if (socket >= 0 && socket < SOCKETS) owners[socket] = route;
}

static int settle(void *context, curl_socket_t socket, curlsocktype purpose) {
    (void)purpose;
    pthread_mutex_lock(&owning);
    own(socket, (int)(intptr_t)context);
    pthread_mutex_unlock(&owning);
    // A program that is started, such as an editor, would keep it open: the event loop of Dispatch then goes on hearing of it
    // after it was closed here, and ends the process.
    fcntl(socket, F_SETFD, FD_CLOEXEC);
    int on = 1, first = FIRST_PROBE, next = NEXT_PROBE, count = PROBES, patience = PATIENCE;
    // Where one of them is refused, questions that go unanswered still tell, only later.
    setsockopt(socket, SOL_SOCKET, SO_KEEPALIVE, &on, sizeof on);
    setsockopt(socket, IPPROTO_TCP, TCP_KEEPIDLE, &first, sizeof first);
    setsockopt(socket, IPPROTO_TCP, TCP_KEEPINTVL, &next, sizeof next);
    setsockopt(socket, IPPROTO_TCP, TCP_KEEPCNT, &count, sizeof count);
    setsockopt(socket, IPPROTO_TCP, TCP_USER_TIMEOUT, &patience, sizeof patience);
    return CURL_SOCKOPT_OK;
}

static int hang_up(void *context, curl_socket_t socket) {
    (void)context;
    pthread_mutex_lock(&owning);
    own(socket, 0);
    int result = close(socket);
    pthread_mutex_unlock(&owning);
    return result;
}

void gatehouse_route_hang_up(int route, unsigned seconds) {
    pthread_mutex_lock(&owning);
    for (int socket = 0; socket < SOCKETS; socket++) {
        if (owners[socket] != route) continue;
        struct tcp_info info;
        socklen_t length = sizeof info;
        if (getsockopt(socket, IPPROTO_TCP, TCP_INFO, &info, &length) < 0) continue;
        // Libcurl closes it; whatever still waits there is told.
        if (info.tcpi_last_data_recv >= seconds * 1000) shutdown(socket, SHUT_RDWR);
    }
    pthread_mutex_unlock(&owning);
}

void gatehouse_miss_silent_peers(CURL *easy, int route) {
    curl_easy_setopt(easy, CURLOPT_SOCKOPTDATA, (void *)(intptr_t)route);
    curl_easy_setopt(easy, CURLOPT_CLOSESOCKETFUNCTION, hang_up);

    // libcurl's own options know neither the number of probes, before 8.9, nor the patience with what was sent.
    curl_easy_setopt(easy, CURLOPT_SOCKOPTFUNCTION, settle);
}
