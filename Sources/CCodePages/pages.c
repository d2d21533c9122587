#ifdef __linux__
#define _GNU_SOURCE
#endif

#include "CCodePages.h"

#ifdef __linux__
#include <link.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

// Whether the loader wrote addresses into pages that are read-only by now: the file does not have them.
static int is_written(const struct dl_phdr_info *image) {
    for (int index = 0; index < image->dlpi_phnum; index += 1) {
        if (image->dlpi_phdr[index].p_type != PT_DYNAMIC) continue;
        const ElfW(Dyn) *entry = (const ElfW(Dyn) *)(image->dlpi_addr + image->dlpi_phdr[index].p_vaddr);
        for (; entry->d_tag != DT_NULL; entry += 1)
            if (entry->d_tag == DT_TEXTREL || (entry->d_tag == DT_FLAGS && (entry->d_un.d_val & DF_TEXTREL))) return 1;
    }
    return 0;
}

static int give_back(struct dl_phdr_info *image, size_t size, void *page_size) {
    const uintptr_t page = *(const uintptr_t *)page_size;
    (void)size;
    // The program itself has no name here; what the kernel lends to every process has one that is no path.
    const int has_file = !image->dlpi_name || !*image->dlpi_name || strchr(image->dlpi_name, '/');
    if (!has_file || is_written(image)) return 0;
    for (int index = 0; index < image->dlpi_phnum; index += 1) {
        const ElfW(Phdr) *segment = &image->dlpi_phdr[index];
        if (segment->p_type != PT_LOAD || (segment->p_flags & PF_W)) continue;
        // Of a page that is not all its own a segment says nothing.
        const uintptr_t start = image->dlpi_addr + segment->p_vaddr;
        const uintptr_t first = (start + page - 1) / page * page, last = (start + segment->p_memsz) / page * page;
        if (first < last) (void)madvise((void *)first, last - first, MADV_DONTNEED);
    }
    return 0;
}

void gatehouse_give_back_code_pages(void) {
    uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
    (void)dl_iterate_phdr(give_back, &page);
}
#else
void gatehouse_give_back_code_pages(void) {}
#endif
