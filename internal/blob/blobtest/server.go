package blobtest

import (
	"bytes"
	"context"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

const (
	bucket = "clips"
	access = "clipd-test"
	secret = "clipd-test-secret"
)

// Server is an S3 server with one empty bucket.
type Server struct {
	URL    string // for [clipd/internal/blob.Open]
	Bucket string // the folder behind the bucket

	stop func()
}

// Start starts a server that ends with the test, or with this process. It skips
// the test where versitygw is missing; with CI=true it fails. It sets the
// environment of AWS for the test.
func Start(t testing.TB) *Server {
	t.Helper()
	program := find(t)
	for name, value := range map[string]string{
		"AWS_ACCESS_KEY_ID": access, "AWS_SECRET_ACCESS_KEY": secret, "AWS_SESSION_TOKEN": "", "AWS_PROFILE": "",
		"AWS_CONFIG_FILE": os.DevNull, "AWS_SHARED_CREDENTIALS_FILE": os.DevNull, "AWS_EC2_METADATA_DISABLED": "true",
	} {
		t.Setenv(name, value)
	}
	root, meta := t.TempDir(), t.TempDir()
	s := &Server{Bucket: filepath.Join(root, bucket)}
	if err := os.Mkdir(s.Bucket, 0o755); err != nil {
		t.Fatal(err)
	}
	// Another process may take the free port before the server does.
	var err error
	for range 5 {
		address := freeAddress(t)
		s.stop, err = run(t.Context(), "http://"+address+"/health", program, "--access", access, "--secret", secret,
			"--port", address, "--health", "/health", "--quiet", "posix", "--sidecar", meta, root)
		if err == nil {
			t.Cleanup(s.Stop)
			q := url.Values{"endpoint": {"http://" + address}, "region": {"us-east-1"}, "use_path_style": {"true"}}
			s.URL = "s3://" + bucket + "?" + q.Encode()
			return s
		}
	}
	t.Fatal(err)
	return nil
}

// Stop ends the server, as a crash would.
func (s *Server) Stop() { s.stop() }

// find returns the path of versitygw.
func find(t testing.TB) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for ; dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err != nil {
			continue
		}
		if program := filepath.Join(dir, "build", "bin", "versitygw"); exec.Command(program, "--version").Run() == nil {
			return program
		}
		break
	}
	if program, err := exec.LookPath("versitygw"); err == nil {
		return program
	}
	const missing = "versitygw is missing: run scripts/setup.sh test"
	if os.Getenv("CI") == "true" {
		t.Fatal(missing)
	}
	t.Skip(missing)
	return ""
}

func freeAddress(t testing.TB) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// run starts a server and waits until it answers at health.
func run(ctx context.Context, health, program string, args ...string) (stop func(), err error) {
	var said bytes.Buffer
	cmd := exec.Command(program, args...)
	cmd.Stdout, cmd.Stderr = &said, &said
	ended, err := StartChild(cmd)
	if err != nil {
		return nil, err
	}
	stop = func() {
		_ = cmd.Process.Kill()
		<-ended
	}
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			stop()
			return nil, context.Cause(ctx)
		case <-ended:
			return nil, fmt.Errorf("%s ended: %s", program, said.String())
		case <-tick.C:
			resp, err := client.Get(health)
			if err != nil {
				continue
			}
			resp.Body.Close()
			if resp.StatusCode == http.StatusOK {
				return stop, nil
			}
		}
	}
}
