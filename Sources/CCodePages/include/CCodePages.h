#ifndef GATEHOUSE_CCODEPAGES_H
#define GATEHOUSE_CCODEPAGES_H

/// Gives back the pages of the program and its libraries that are mapped from their files and that nobody may write to.
/// What is needed again is mapped again. Does nothing on other systems than Linux.
void gatehouse_give_back_code_pages(void);

#endif
