/* SPDX-License-Identifier: Apache-2.0
 *
 * Which file of a project is a text's: the one that was named, else the one that lies
 * beside the text.  Folders are few: what was read of each is kept in a row.
 */
#include "config.h"
#include "src/check/project.h"

#include <string.h>
#include <unistd.h>

#include "src/base/err.h"

struct folder {
	struct folder *next;
	struct project *project; /* NULL: there is no file */
	char path[];
};

struct projects {
	bool beside;
	struct project *one; /* of all texts; NULL none */
	struct folder *folders;
};

void projects_close(struct projects *p)
{
	if (p == NULL)
		return;
	while (p->folders != NULL) {
		struct folder *next = p->folders->next;
		project_free(p->folders->project);
		free(p->folders);
		p->folders = next;
	}
	project_free(p->one);
	free(p);
}

static void projects_closep(struct projects **p)
{
	projects_close(*p);
}

int projects_open(const char *config, struct projects **out)
{
	cleanup(projects_closep) struct projects *p = calloc(1, sizeof(*p));
	int rc = 0;

	*out = NULL;
	if (p == NULL)
		return err_nomem();
	p->beside = config == NULL;
	if (config != NULL && *config != '\0')
		rc = project_read(config, &p->one);
	if (rc == 0)
		*out = steal(&p);
	return rc;
}

/* The folder of a path with its last slash; "" for the one we are in. */
static size_t folder_size(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash == NULL ? 0 : (size_t)(slash - path) + 1;
}

static int read_folder(const char *path, size_t size, struct folder **out)
{
	cleanup(free_text) char *file = malloc(size + sizeof(PROJECT_FILE));
	struct folder *f = calloc(1, sizeof(*f) + size + 1);
	int rc = 0;

	*out = NULL;
	if (f == NULL || file == NULL) {
		free(f);
		return err_nomem();
	}
	memcpy(f->path, path, size);
	memcpy(file, path, size);
	memcpy(file + size, PROJECT_FILE, sizeof(PROJECT_FILE));
	if (access(file, F_OK) == 0)
		rc = project_read(file, &f->project);
	if (rc < 0) {
		free(f);
		return rc;
	}
	*out = f;
	return 0;
}

int projects_of(struct projects *p, const char *path, const struct project **out)
{
	struct folder *f = p->folders;

	*out = p->one;
	if (!p->beside || path == NULL)
		return 0;
	size_t size = folder_size(path);
	while (f != NULL && (strlen(f->path) != size || memcmp(f->path, path, size) != 0))
		f = f->next;
	if (f == NULL) {
		int rc = read_folder(path, size, &f);
		if (rc < 0)
			return rc;
		f->next = p->folders;
		p->folders = f;
	}
	*out = f->project;
	return 0;
}
