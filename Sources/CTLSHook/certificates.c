// libcurl takes no authority at all where one of many is broken, so each is tried before. OpenSSL comes with libcurl; its
// headers do not.

#define _GNU_SOURCE
#include "CTLSHook.h"

#include <dlfcn.h>
#include <limits.h>

int gatehouse_is_certificate(const unsigned char *bytes, size_t length) {
    void *(*read)(void **, const unsigned char **, long) =
        (void *(*)(void **, const unsigned char **, long))dlsym(RTLD_DEFAULT, "d2i_X509");
    void (*drop)(void *) = (void (*)(void *))dlsym(RTLD_DEFAULT, "X509_free");
    void (*forget)(void) = (void (*)(void))dlsym(RTLD_DEFAULT, "ERR_clear_error");
    if (bytes == NULL || length == 0 || length > INT_MAX) return 0;
    if (read == NULL || drop == NULL) return 1;
    const unsigned char *end = bytes;
    void *certificate = read(NULL, &end, (long)length);
    if (certificate != NULL) drop(certificate);
    if (forget != NULL) forget();
    return certificate != NULL && end == bytes + length;
}
