// URLSession on Linux has libcurl read the URL of each request, and gives the handle of that back as it would a text. What
// libcurl has taken from the URL stays: some 250 bytes a request, and a server that is away is asked again and again. So that
// handle is known by its address, and cleaned up as it is meant to be.

#define _GNU_SOURCE
#include <curl/curl.h>
#include <dlfcn.h>
#include <string.h>

// The one that this thread was given last; NULL once it is gone.
static __thread CURLU *latest;

static CURLU *(*real_url)(void);
static void (*real_url_cleanup)(CURLU *);
static void (*real_free)(void *);

// Before main, and so before any thread.
__attribute__((constructor)) static void find_real_functions(void) {
    real_url = (CURLU * (*)(void)) dlsym(RTLD_NEXT, "curl_url");
    real_url_cleanup = (void (*)(CURLU *))dlsym(RTLD_NEXT, "curl_url_cleanup");
    real_free = (void (*)(void *))dlsym(RTLD_NEXT, "curl_free");
}

// What libcurl makes for itself it also cleans up by itself, unseen perhaps.
static int is_libcurl(const void *caller) {
    Dl_info image;
    return dladdr(caller, &image) != 0 && image.dli_fname && strstr(image.dli_fname, "libcurl");
}

__attribute__((visibility("default"))) CURLU *curl_url(void) {
    CURLU *url = real_url();
    if (!is_libcurl(__builtin_return_address(0))) latest = url;
    return url;
}

__attribute__((visibility("default"))) void curl_url_cleanup(CURLU *url) {
    if (url == latest) latest = NULL;
    real_url_cleanup(url);
}

__attribute__((visibility("default"))) void curl_free(void *pointer) {
    if (!pointer || pointer != latest) return real_free(pointer);
    latest = NULL;
    real_url_cleanup(pointer);
}
