#ifndef ANSWERS_H
#define ANSWERS_H

#include <curl/curl.h>

/// Makes a failure of a transfer that ended well before the head of its answer was complete.
void gatehouse_judge_head(CURLMsg *message);

#endif
