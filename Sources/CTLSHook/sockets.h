#ifndef GATEHOUSE_SOCKETS_H
#define GATEHOUSE_SOCKETS_H

#include <curl/curl.h>

/// Lets the system miss a peer that is gone without a word: within 17 s of its latest packet, also on a connection that
/// says nothing, and 15 s after whatever it does not acknowledge. The transfer then fails with a reset or a timeout.
///
/// - Parameter route: Whose connections ``gatehouse_route_hang_up`` is to know.
void gatehouse_miss_silent_peers(CURL *easy, int route);

#endif
