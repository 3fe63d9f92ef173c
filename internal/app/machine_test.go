package app

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// TestContractByMachine lets schemathesis try a service that only accepts, for a
// minute or two, by every check that it has. The seed is fixed, so that a change
// is what makes it fail; scripts/contract.sh alone tries another each time.
func TestContractByMachine(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a minute")
	}
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(root, "build", "venv", "bin", "schemathesis")); err != nil {
		const missing = "schemathesis is missing: run scripts/contract.sh install"
		if os.Getenv("CI") == "true" {
			t.Fatal(missing)
		}
		t.Skip(missing)
	}
	s := startLive(t, backend{}, "--slots", "0", "--rate-limit", "100000", "--workspace-waiting", "1000000")
	check := exec.CommandContext(t.Context(), filepath.Join(root, "scripts", "contract.sh"), s.base, s.key, "--max-examples", "30", "--max-time", "90", "--seed", "1", "--no-color")
	if said, err := check.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, said)
	}
}
