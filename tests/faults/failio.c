/* Makes the n-th write to a database fail, or kills or stops the program just before it. Preloaded (LD_PRELOAD).
 *
 * Counts each write, sync and cut of the database, its -journal and its -wal, and each removal of these two; no other
 * file. Set by the environment, which `failio_arm` reads again (a forked child calls it):
 *   FAILIO_DATABASE  the database's path, absolute and without symbolic links; unset: nothing is counted
 *   FAILIO_AT        at which call, from 1; 0 or unset: only count
 *   FAILIO_MODE      kill (SIGKILL before the call), stop (SIGSTOP before it; SIGCONT lets it happen), enospc or eio
 *                    (the call fails)
 *   FAILIO_STICKY    1: so it is with all later calls too
 *   FAILIO_HITS      a file of 16 bytes that is kept up to date, whatever ends the program: calls counted, calls that
 *                    met the fault; both 64-bit in the machine's order
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/types.h>
#include <unistd.h>

struct hits {
    int64_t counted;
    int64_t fired;
};

static struct hits own;
static struct hits *hits = &own;
static char paths[3][4096]; /* database, journal, write-ahead log */
static int64_t at;
static int is_sticky;
static int raised; /* the signal, or 0 */
static int error_number;

static int is_ours(const char *path) {
    for (int each = 0; each < 3; each++)
        if (strcmp(path, paths[each]) == 0)
            return 1;
    return 0;
}

static int is_open_on_ours(int fd) {
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0)
        return 0;
    path[length] = 0;
    return is_ours(path);
}

/* Whether this call, one of ours, must fail. Does not come back if it must kill. */
static int must_fail(void) {
    int64_t number = __atomic_add_fetch(&hits->counted, 1, __ATOMIC_SEQ_CST);
    if (at == 0 || number < at || (number > at && !is_sticky))
        return 0;
    __atomic_add_fetch(&hits->fired, 1, __ATOMIC_SEQ_CST);
    if (raised) {
        kill(getpid(), raised);
        return 0;
    }
    errno = error_number;
    return 1;
}

static int must_fail_on(int fd) {
    int before = errno;
    if (!paths[0][0] || !is_open_on_ours(fd)) {
        errno = before;
        return 0;
    }
    errno = before;
    return must_fail();
}

static void map_hits(const char *path) {
    hits = &own;
    if (!path)
        return;
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0 || ftruncate(fd, sizeof own) != 0)
        abort();
    void *mapped = mmap(NULL, sizeof own, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (mapped == MAP_FAILED)
        abort();
    close(fd);
    hits = mapped;
}

void failio_arm(void) {
    const char *database = getenv("FAILIO_DATABASE"), *text;
    paths[0][0] = 0;
    map_hits(getenv("FAILIO_HITS"));
    hits->counted = hits->fired = 0;
    at = (text = getenv("FAILIO_AT")) ? atoll(text) : 0;
    is_sticky = (text = getenv("FAILIO_STICKY")) && strcmp(text, "1") == 0;
    text = getenv("FAILIO_MODE");
    raised = !text || strcmp(text, "kill") == 0 ? SIGKILL : strcmp(text, "stop") == 0 ? SIGSTOP : 0;
    error_number = text && strcmp(text, "enospc") == 0 ? ENOSPC : EIO;
    if (!database)
        return;
    snprintf(paths[1], sizeof paths[1], "%s-journal", database);
    snprintf(paths[2], sizeof paths[2], "%s-wal", database);
    snprintf(paths[0], sizeof paths[0], "%s", database);
}

__attribute__((constructor)) static void begin(void) { failio_arm(); }

#define REAL(type, name, ...)                                                                                          \
    static type (*real)(__VA_ARGS__);                                                                                  \
    if (!real)                                                                                                         \
        *(void **)&real = dlsym(RTLD_NEXT, #name)

#define PWRITE(name, offset_type)                                                                                      \
    ssize_t name(int fd, const void *bytes, size_t size, offset_type offset) {                                         \
        REAL(ssize_t, name, int, const void *, size_t, offset_type);                                                   \
        return must_fail_on(fd) ? -1 : real(fd, bytes, size, offset);                                                  \
    }
#define SYNC(name)                                                                                                     \
    int name(int fd) {                                                                                                 \
        REAL(int, name, int);                                                                                          \
        return must_fail_on(fd) ? -1 : real(fd);                                                                       \
    }
#define CUT(name, offset_type)                                                                                         \
    int name(int fd, offset_type size) {                                                                               \
        REAL(int, name, int, offset_type);                                                                             \
        return must_fail_on(fd) ? -1 : real(fd, size);                                                                 \
    }

PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)
SYNC(fsync)
SYNC(fdatasync)
CUT(ftruncate, off_t)
CUT(ftruncate64, off64_t)

ssize_t write(int fd, const void *bytes, size_t size) {
    REAL(ssize_t, write, int, const void *, size_t);
    return must_fail_on(fd) ? -1 : real(fd, bytes, size);
}

int unlink(const char *path) {
    REAL(int, unlink, const char *);
    if (paths[0][0] && is_ours(path) && must_fail())
        return -1;
    return real(path);
}
