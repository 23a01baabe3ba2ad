/* SPDX-License-Identifier: Apache-2.0
 *
 * Gives every file of the folders named to the fuzz target, so that `make check` replays the corpus
 * without libFuzzer.
 */
#include "config.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "src/base/buf.h"
#include "tests/fuzz/fuzz.h"

static int replay(const char *path)
{
	cleanup(buf_free) struct buf bytes = BUF_INIT;
	FILE *f = fopen(path, "rb");
	size_t got;

	if (f == NULL)
		return 0;
	while (buf_reserve(&bytes, 65536) != NULL &&
		(got = fread(bytes.data + bytes.size, 1, 65536, f)) > 0)
		bytes.size += got;
	fclose(f);
	/* a copy of the exact size, so that reading past the end is noticed */
	uint8_t *exact = malloc(bytes.size > 0 ? bytes.size : 1);
	if (exact == NULL)
		return 0;
	if (bytes.size > 0)
		memcpy(exact, bytes.data, bytes.size);
	LLVMFuzzerTestOneInput(exact, bytes.size);
	free(exact);
	return 1;
}

int main(int argc, char **argv)
{
	int n = 0;

	for (int i = 1; i < argc; i++) {
		struct dirent *entry;
		DIR *folder = opendir(argv[i]);
		while (folder != NULL && (entry = readdir(folder)) != NULL) {
			char path[4096];
			if (entry->d_name[0] == '.')
				continue;
			snprintf(path, sizeof(path), "%s/%s", argv[i], entry->d_name);
			n += replay(path);
		}
		if (folder != NULL)
			closedir(folder);
	}
	printf("%d inputs replayed\n", n);
	return n > 0 ? 0 : 1;
}
