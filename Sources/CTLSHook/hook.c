// URLSession on Linux hands every transfer to libcurl through two functions that a program may define itself: the dynamic
// linker finds ours first, and ours calls the real ones. That is how a transfer gets a private CA, a client certificate
// and a proxy of its own, which URLSession has no words for.

#define _GNU_SOURCE
#include "CTLSHook.h"
#include "answers.h"
#include "sockets.h"

#include <curl/curl.h>
#include <dlfcn.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

static const char marker[] = "#gatehouse-";

typedef struct route {
    int id;
    long uses;
    int is_shared;
    int is_alone;
    gatehouse_route settings;
    struct curl_slist *connect_to;
    struct route *next;
} route;

// Protects everything below.
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static route *routes;
static int last_id;

static CURLMcode (*real_add_handle)(CURLM *, CURL *);
static CURLMsg *(*real_info_read)(CURLM *, int *);
static struct curl_slist *(*real_slist_append)(struct curl_slist *, const char *);

// Before main, and so before any thread.
__attribute__((constructor)) static void find_real_functions(void) {
    real_add_handle = (CURLMcode(*)(CURLM *, CURL *))dlsym(RTLD_NEXT, "curl_multi_add_handle");
    real_info_read = (CURLMsg * (*)(CURLM *, int *)) dlsym(RTLD_NEXT, "curl_multi_info_read");
    real_slist_append = (struct curl_slist * (*)(struct curl_slist *, const char *)) dlsym(RTLD_NEXT, "curl_slist_append");
}

static char *copy(const char *text) { return text ? strdup(text) : NULL; }

static void wipe(const char *text) {
    if (text) explicit_bzero((char *)text, strlen(text));
    free((char *)text);
}

static void release(route *it) {
    wipe(it->settings.authorities);
    wipe(it->settings.certificate);
    wipe(it->settings.key);
    wipe(it->settings.proxy);
    wipe(it->settings.connect_to);
    wipe(it->settings.host);
    curl_slist_free_all(it->connect_to);
    free(it);
}

int gatehouse_route_add(const gatehouse_route *settings) {
    route *it = calloc(1, sizeof *it);
    if (!it) return 0;
    it->settings.authorities = copy(settings->authorities);
    it->settings.certificate = copy(settings->certificate);
    it->settings.key = copy(settings->key);
    it->settings.proxy = copy(settings->proxy ? settings->proxy : "");
    it->settings.connect_to = copy(settings->connect_to);
    it->settings.host = copy(settings->host);
    it->settings.is_unverified = settings->is_unverified;
    if (settings->connect_to) it->connect_to = curl_slist_append(NULL, settings->connect_to);
    pthread_mutex_lock(&lock);
    int id = it->id = ++last_id;
    it->next = routes;
    routes = it;
    pthread_mutex_unlock(&lock);
    return id;
}

void gatehouse_route_remove(int id) {
    route *found = NULL;
    pthread_mutex_lock(&lock);
    for (route **link = &routes; *link; link = &(*link)->next) {
        if ((*link)->id != id) continue;
        found = *link;
        *link = found->next;
        break;
    }
    pthread_mutex_unlock(&lock);
    if (found) release(found);
}

long gatehouse_route_uses(int id) {
    long uses = 0;
    pthread_mutex_lock(&lock);
    for (route *it = routes; it; it = it->next) if (it->id == id) uses = it->uses;
    pthread_mutex_unlock(&lock);
    return uses;
}

int gatehouse_route_is_shared(int id) {
    int is_shared = 0;
    pthread_mutex_lock(&lock);
    for (route *it = routes; it; it = it->next) if (it->id == id) is_shared = it->is_shared;
    pthread_mutex_unlock(&lock);
    return is_shared;
}

int gatehouse_route_is_alone(int id) {
    int is_alone = 0;
    pthread_mutex_lock(&lock);
    for (route *it = routes; it; it = it->next) if (it->id == id) is_alone = it->is_alone;
    pthread_mutex_unlock(&lock);
    return is_alone;
}

/// The id in the URL of a transfer; 0 where it has none. Only while the lock is held.
static int route_id(CURL *easy) {
    char *url = NULL;
    if (curl_easy_getinfo(easy, CURLINFO_EFFECTIVE_URL, &url) != CURLE_OK || !url) return 0;
    char *at = strstr(url, marker);
    return at ? atoi(at + sizeof marker - 1) : 0;
}

static void set_blob(CURL *easy, CURLoption option, const char *text) {
    if (!text) return;
    struct curl_blob blob = {(void *)text, strlen(text), CURL_BLOB_COPY};
    curl_easy_setopt(easy, option, &blob);
}

/// Puts another host into the URL of a transfer.
static void set_host(CURL *easy, const char *host) {
    char *url = NULL;
    if (curl_easy_getinfo(easy, CURLINFO_EFFECTIVE_URL, &url) != CURLE_OK || !url) return;
    char *start = strstr(url, "://");
    if (!start) return;
    start += 3;
    size_t head = (size_t)(start - url), old = strcspn(start, ":/?#");
    char *changed = malloc(strlen(url) + strlen(host) + 1);
    if (!changed) return;
    memcpy(changed, url, head);
    strcpy(changed + head, host);
    strcat(changed, start + old);
    curl_easy_setopt(easy, CURLOPT_URL, changed);
    free(changed);
}

static void apply(CURL *easy, const route *it) {
    const gatehouse_route *settings = &it->settings;
    long verifies = settings->is_unverified ? 0 : 1;
    // Said for every transfer, whatever URLSession or libcurl take for granted.
    curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, verifies);
    curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, verifies * 2);
    curl_easy_setopt(easy, CURLOPT_PROXY_SSL_VERIFYPEER, verifies);
    curl_easy_setopt(easy, CURLOPT_PROXY_SSL_VERIFYHOST, verifies * 2);
    curl_easy_setopt(easy, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
    if (settings->authorities) {
        // Debian's libcurl looks into the system's folder as well, whatever else it was given.
        curl_easy_setopt(easy, CURLOPT_CAPATH, NULL);
        set_blob(easy, CURLOPT_CAINFO_BLOB, settings->authorities);
        // A proxy may be the system's business or the cluster's own: kubectl asks the latter.
        set_blob(easy, CURLOPT_PROXY_CAINFO_BLOB, settings->authorities);
    }
    set_blob(easy, CURLOPT_SSLCERT_BLOB, settings->certificate);
    set_blob(easy, CURLOPT_SSLKEY_BLOB, settings->key);
    // Without one libcurl reads a passphrase for an encrypted key from nowhere, and fails to survive it.
    if (settings->key) curl_easy_setopt(easy, CURLOPT_KEYPASSWD, "");
    // An empty proxy keeps libcurl from reading the environment, whose rules differ from kubectl's.
    curl_easy_setopt(easy, CURLOPT_PROXY, settings->proxy);
    curl_easy_setopt(easy, CURLOPT_NOPROXY, "");
    // URLSession would take what the proxy says for the answer of the server.
    curl_easy_setopt(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
    if (it->connect_to) curl_easy_setopt(easy, CURLOPT_CONNECT_TO, it->connect_to);
    if (settings->host) set_host(easy, settings->host);
    gatehouse_miss_silent_peers(easy, it->id);
}

__attribute__((visibility("default"))) CURLMcode curl_multi_add_handle(CURLM *multi, CURL *easy) {
    pthread_mutex_lock(&lock);
    int id = route_id(easy), is_known = id == 0;
    for (route *it = routes; it; it = it->next) {
        if (it->id != id) continue;
        is_known = 1;
        it->uses += 1;
        apply(easy, it);
    }
    pthread_mutex_unlock(&lock);
    // A transfer whose route is gone must not go out without it.
    if (!is_known) curl_easy_setopt(easy, CURLOPT_URL, "gatehouse-forgotten://");
    return real_add_handle(multi, easy);
}

__attribute__((visibility("default"))) CURLMsg *curl_multi_info_read(CURLM *multi, int *left) {
    CURLMsg *message = real_info_read(multi, left);
    if (!message || message->msg != CURLMSG_DONE) return message;
    gatehouse_judge_head(message);
    long version = 0;
    curl_easy_getinfo(message->easy_handle, CURLINFO_HTTP_VERSION, &version);
    pthread_mutex_lock(&lock);
    int id = route_id(message->easy_handle);
    for (route *it = routes; it; it = it->next) {
        if (it->id != id) continue;
        if (message->data.result == CURLE_OK) it->is_alone = version == CURL_HTTP_VERSION_1_0 || version == CURL_HTTP_VERSION_1_1;
        it->is_shared = version == CURL_HTTP_VERSION_2_0 && message->data.result == CURLE_OK;
    }
    pthread_mutex_unlock(&lock);
    return message;
}

__attribute__((visibility("default"))) struct curl_slist *curl_slist_append(struct curl_slist *list, const char *line) {
    const char *colon = strchr(line, ':');
    if (!colon || !strchr(line, GATEHOUSE_HEADER_SEPARATOR[0])) return real_slist_append(list, line);
    // URLSession joins the values of a header; Impersonate-Group wants a line for each.
    size_t head = (size_t)(colon - line) + 1;
    const char *value = colon + 1;
    while (*value == ' ') value++;
    for (;;) {
        size_t length = strcspn(value, GATEHOUSE_HEADER_SEPARATOR);
        char *one = malloc(head + length + 2);
        if (!one) return list;
        memcpy(one, line, head);
        one[head] = ' ';
        memcpy(one + head + 1, value, length);
        one[head + length + 1] = 0;
        list = real_slist_append(list, one);
        free(one);
        if (!value[length]) return list;
        value += length + 1;
    }
}
