#ifndef CTLSHOOK_H
#define CTLSHOOK_H

#include <stddef.h>

/// How transfers reach a server, beyond what URLSession on Linux can be told. Copied when added.
typedef struct {
    /// PEM of the only authorities to trust; NULL trusts those of the system.
    const char *authorities;
    /// PEM, with chain; NULL sends no certificate.
    const char *certificate;
    const char *key;
    /// `http://host:port`, `socks5h://…`, with user and password; empty or NULL goes straight.
    const char *proxy;
    /// libcurl's `HOST:PORT:ADDRESS:PORT`: where to connect instead; NULL connects where the URL says.
    const char *connect_to;
    /// What stands in for the host of the URL: an IPv6 address in brackets, which URLSession refuses; NULL changes nothing.
    const char *host;
    /// Whether the server may be anybody.
    int is_unverified;
} gatehouse_route;

/// Adds a route. URLs with the fragment `#gatehouse-ID` take it; a fragment never leaves the machine.
///
/// - Returns: Its id, from 1; 0 when there is no memory.
int gatehouse_route_add(const gatehouse_route *route);

/// Forgets a route and wipes its key. Transfers that began keep theirs.
void gatehouse_route_remove(int id);

/// How many transfers took a route. 0 after a transfer means that libcurl is called past the hook.
long gatehouse_route_uses(int id);

/// Whether the latest transfer of a route that ended shared its connection with others (HTTP/2), so that more can follow.
int gatehouse_route_is_shared(int id);

/// Whether the latest good transfer of a route had its connection to itself (HTTP/1): what it met says nothing of others.
int gatehouse_route_is_alone(int id);

/// Ends the connections of a route that have brought nothing for some seconds. Otherwise libcurl takes a connection that
/// others can share (HTTP/2) for every new transfer, for as long as somebody acknowledges what is sent there.
void gatehouse_route_hang_up(int id, unsigned seconds);

/// Parts the values of one header that is to be sent several times.
#define GATEHOUSE_HEADER_SEPARATOR "\x1f"

/// Whether a part of a body is on its way to URLSession, on this thread and at this moment.
int gatehouse_is_handing_over(void);

/// Whether this is one certificate (DER) as OpenSSL reads it, and nothing behind it. 1 where there is no OpenSSL to ask.
int gatehouse_is_certificate(const unsigned char *bytes, size_t length);

#endif
