package app

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"clipd/internal/config"
)

const root = "../.."

// documents returns the text of every document by its name.
func documents(t *testing.T) map[string]string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(root, "docs", "*.md"))
	if err != nil {
		t.Fatal(err)
	}
	texts := map[string]string{}
	for _, f := range append(files, filepath.Join(root, "README.md"), filepath.Join(root, "THIRD_PARTY.md")) {
		text, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		texts[f] = string(text)
	}
	return texts
}

func help(t *testing.T, args ...string) string {
	t.Helper()
	var out bytes.Buffer
	if code := Main(t.Context(), append(args, "--help"), nil, Stdio{In: strings.NewReader(""), Out: &out, Err: &out}); code != exitDone {
		t.Fatalf("%v --help: exit code %d\n%s", args, code, out.String())
	}
	return out.String()
}

// TestDocsNameWhatIsThere looks up every link, make target, command, flag and
// setting that the documents name.
func TestDocsNameWhatIsThere(t *testing.T) {
	makefile, err := os.ReadFile(filepath.Join(root, "Makefile"))
	if err != nil {
		t.Fatal(err)
	}
	helps := help(t)
	commands := [][]string{{"cut"}, {"transcribe"}, {"select"}, {"frame"}, {"doctor"}, {"version"},
		{"serve"}, {"worker"}, {"keys", "create"}, {"keys", "list"}, {"keys", "revoke"}, {"keys", "secret"},
		{"models", "pull"}, {"models", "list"}, {"models", "verify"}, {"models", "add", "whisper"}}
	known := map[string]bool{}
	for _, c := range commands {
		helps += help(t, c...)
		known[c[0]] = true
	}
	link := regexp.MustCompile(`\]\(([^)#:]+)\)`)
	target := regexp.MustCompile("(?m)(?:^|`)make ([a-z]+)")
	command := regexp.MustCompile("(?m)(?:^|`)(?:bin/)?clipd ([a-z]+)(.*)$")
	flag := regexp.MustCompile(`(^|\s)(--[a-z][a-z-]+)`)
	variable := regexp.MustCompile(`CLIPD_([A-Z_]+)`)
	settings := map[string]bool{"CONFIG": true, "TEST_MODELS": true}
	for _, key := range config.Keys() {
		settings[strings.ToUpper(key)] = true
	}
	for file, text := range documents(t) {
		for _, m := range link.FindAllStringSubmatch(text, -1) {
			if _, err := os.Stat(filepath.Join(filepath.Dir(file), m[1])); err != nil {
				t.Errorf("%s links to %s, which is not there", file, m[1])
			}
		}
		for _, m := range target.FindAllStringSubmatch(text, -1) {
			if !strings.Contains(string(makefile), "\n"+m[1]+":") {
				t.Errorf("%s names `make %s`, which is not in the Makefile", file, m[1])
			}
		}
		for _, m := range command.FindAllStringSubmatch(text, -1) {
			if !known[m[1]] && m[1] != "models" {
				t.Errorf("%s names `clipd %s`, which is no command", file, m[1])
			}
			line, _, _ := strings.Cut(m[2], "`")
			for _, f := range flag.FindAllStringSubmatch(line, -1) {
				if f[2] != "--help" && !strings.Contains(helps, f[2]) {
					t.Errorf("%s names the flag %s, which no command has", file, f[2])
				}
			}
		}
		for _, m := range variable.FindAllStringSubmatch(text, -1) {
			if !settings[m[1]] {
				t.Errorf("%s names CLIPD_%s, which is no setting", file, m[1])
			}
		}
	}
}

// TestEverySettingIsAFlag holds the flags to the settings; a secret has none, nor
// has the URL of the database, which may hold one.
func TestEverySettingIsAFlag(t *testing.T) {
	text := help(t) + help(t, "serve")
	for _, key := range config.Keys() {
		name := "--" + strings.ReplaceAll(key, "_", "-") + "="
		if has := strings.Contains(text, name); has == (strings.HasSuffix(key, "_key") || key == "database_url") {
			t.Errorf("%s in the help: %v", name, has)
		}
	}
}
