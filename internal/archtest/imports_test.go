// Package archtest holds the code to docs/architecture.md: which package of
// clipd may import which. A sub-package counts as its parent.
package archtest

import (
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// table reads the packages and what each may import from the table in
// docs/architecture.md; "all" is every one.
func table(t *testing.T) map[string][]string {
	t.Helper()
	text, err := os.ReadFile("../../docs/architecture.md")
	if err != nil {
		t.Fatal(err)
	}
	_, section, ok := strings.Cut(string(text), "## Packages and who may import whom")
	if !ok {
		t.Fatal("docs/architecture.md has no table of packages")
	}
	section, _, _ = strings.Cut(section, "\n## ")
	allowed := map[string][]string{}
	for _, row := range regexp.MustCompile("(?m)^\\| `([a-z]+)` \\|[^|]*\\|([^|]*)\\|$").FindAllStringSubmatch(section, -1) {
		allowed[row[1]] = strings.FieldsFunc(row[2], func(r rune) bool { return r == ',' || r == ' ' })
	}
	if len(allowed) < 10 {
		t.Fatalf("the table has %d packages", len(allowed))
	}
	return allowed
}

// allowedInTests may be imported besides by the tests of every package, and by
// sub-packages for tests, such as infer/infertest.
var allowedInTests = []string{"mediatest", "models", "media", "clip", "infer"}

type goPackage struct {
	ImportPath                         string
	Imports, TestImports, XTestImports []string
}

func listPackages(t *testing.T) []goPackage {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), "go", "list", "-json=ImportPath,Imports,TestImports,XTestImports", "clipd/...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var all []goPackage
	for dec := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p goPackage
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			return all
		} else if err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
}

// owner returns the package of the table that an import path belongs to, ""
// where it is not one of internal/.
func owner(path string) string {
	rest, ok := strings.CutPrefix(path, "clipd/internal/")
	if !ok {
		return ""
	}
	name, _, _ := strings.Cut(rest, "/")
	return name
}

func TestImportsKeepToTheTable(t *testing.T) {
	allowed := table(t)
	for _, p := range listPackages(t) {
		self := owner(p.ImportPath)
		if self == "" {
			if p.ImportPath == "clipd/cmd/clipd" {
				for _, i := range p.Imports {
					if o := owner(i); o != "" && o != "app" {
						t.Errorf("%s imports %s; it may import app alone", p.ImportPath, i)
					}
				}
			}
			continue
		}
		may, known := allowed[self]
		if !known {
			t.Errorf("package %s is not in the table of docs/architecture.md", p.ImportPath)
			continue
		}
		check := func(imports []string, also []string) {
			for _, i := range imports {
				o := owner(i)
				if o == "" || o == self || slices.Contains(may, "all") || slices.Contains(may, o) || slices.Contains(also, o) {
					continue
				}
				t.Errorf("%s imports %s; the table allows %v", p.ImportPath, i, may)
			}
		}
		if strings.HasSuffix(p.ImportPath, self+"test") {
			check(p.Imports, allowedInTests)
		} else {
			check(p.Imports, nil)
		}
		check(p.TestImports, allowedInTests)
		check(p.XTestImports, allowedInTests)
	}
}
