package models

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// pythonTag is asked for whatever the host's Python is.
const pythonTag = "312"

// pip is the command that runs pip: "pip", or "python3 -m pip".
type pip []string

// ErrNoPip: nothing that runs pip was found.
var ErrNoPip = errors.New("pip was not found: install Debian's python3-pip (uv will do too), or give a folder of wheels with --from")

// findPip tries what can run pip, in the order of preference.
func findPip(ctx context.Context) (pip, error) {
	for _, try := range []pip{{"pip"}, {"pip3"}, {"python3", "-m", "pip"}, {"uv", "tool", "run", "pip"}} {
		path, err := exec.LookPath(try[0])
		if err != nil {
			continue
		}
		found := append(pip{path}, try[1:]...)
		if _, err := runChild(exec.CommandContext(ctx, found[0], append(found[1:], "--version")...)); err == nil {
			return found, nil
		}
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return nil, ErrNoPip
}

// download fetches the pack's wheels into the folder to, with everything that
// pip writes meanwhile in the folder scratch.
func (p pip) download(ctx context.Context, wheels []wheel, platform, to, scratch string) error {
	requirements := filepath.Join(scratch, "requirements.txt")
	if err := os.WriteFile(requirements, requirementLines(wheels), regularMode); err != nil {
		return fmt.Errorf("writing what pip shall fetch: %w", err)
	}
	cmd := exec.CommandContext(ctx, p[0], append(p[1:], downloadArguments(requirements, platform, to)...)...)
	// TMPDIR: what a killed pip leaves goes away with the scratch folder.
	cmd.Env = append(os.Environ(), "TMPDIR="+scratch, "PIP_DISABLE_PIP_VERSION_CHECK=1", "PIP_NO_INPUT=1", "PIP_REQUIRE_VIRTUALENV=0")
	said, err := runChild(cmd)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err != nil {
		return pipError(wheels, said, err)
	}
	return nil
}

func downloadArguments(requirements, platform, to string) []string {
	return []string{
		"download", "--no-deps", "--require-hashes", "--only-binary=:all:", "--no-cache-dir", "--quiet", "--progress-bar=off",
		"--platform", platform, "--python-version", pythonTag, "--implementation", "cp",
		"--requirement", requirements, "--dest", to,
	}
}

func requirementLines(wheels []wheel) []byte {
	var b strings.Builder
	for _, w := range wheels {
		fmt.Fprintf(&b, "%s==%s --hash=sha256:%s\n", w.project, w.version, w.sha256)
	}
	return []byte(b.String())
}

// pipError says in one line what pip said in many.
func pipError(wheels []wheel, said string, err error) error {
	names := make([]string, len(wheels))
	for i, w := range wheels {
		names[i] = w.project + " " + w.version
	}
	what := strings.Join(names, ", ")
	low := strings.ToLower(said)
	switch {
	case strings.Contains(low, "do not match the hashes"):
		return fmt.Errorf("%s: what the package index sent is not the pinned file; nothing of it was used. Try again, or check the index that pip is configured with", what)
	case containsAny(low, "connection", "name resolution", "timed out", "network", "proxy", "ssl"):
		return fmt.Errorf("%s could not be fetched: %s. Check the network, or give a folder of wheels with --from", what, lastError(said))
	case containsAny(low, "no space left"):
		return fmt.Errorf("%s could not be fetched: the disk is full", what)
	}
	return fmt.Errorf("pip could not fetch %s: %s (%w). Check the index that pip is configured with, or give a folder of wheels with --from", what, lastError(said), err)
}

func containsAny(s string, parts ...string) bool {
	for _, p := range parts {
		if strings.Contains(s, p) {
			return true
		}
	}
	return false
}

// lastError is the last line that pip marks as an error, or its last line.
func lastError(said string) string {
	lines := strings.Split(strings.TrimSpace(said), "\n")
	for i := len(lines) - 1; i >= 0; i-- {
		if text, ok := strings.CutPrefix(lines[i], "ERROR: "); ok {
			return text
		}
	}
	return lines[len(lines)-1]
}
