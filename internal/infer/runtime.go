package infer

import (
	"errors"
	"fmt"
	"os"
	"sync"

	ort "github.com/yalue/onnxruntime_go"
)

// ErrClosed is returned by a [Runtime] or [Session] that was closed.
var ErrClosed = errors.New("inference runtime is closed")

// environment is the one ONNX Runtime environment that a process can have: the
// binding keeps it in globals, so who uses it has to be counted in one too.
var environment struct {
	sync.Mutex
	library string
	users   int
}

// Runtime is the process's ONNX Runtime. It is safe for concurrent use.
type Runtime struct {
	closed sync.Once
}

// Start loads the ONNX Runtime shared library at the path. Starting the same
// library again shares it; another library while one is running is an error.
// Each Runtime must be closed, after its sessions and tensors.
func Start(library string) (*Runtime, error) {
	environment.Lock()
	defer environment.Unlock()
	if environment.users > 0 {
		if environment.library != library {
			return nil, fmt.Errorf("starting ONNX Runtime from %s: %s is already running in this process", library, environment.library)
		}
		environment.users++
		return &Runtime{}, nil
	}
	// The library reads this when it is loaded; asked later it has already
	// written an identifier of the device.
	if err := os.Setenv("ORT_DISABLE_TELEMETRY", "1"); err != nil {
		return nil, fmt.Errorf("turning telemetry off: %w", err)
	}
	ort.SetSharedLibraryPath(library)
	if err := ort.InitializeEnvironment(ort.WithLogLevelError()); err != nil {
		return nil, fmt.Errorf("starting ONNX Runtime from %s: %w", library, err)
	}
	if err := ort.DisableTelemetry(); err != nil {
		return nil, errors.Join(fmt.Errorf("turning telemetry off: %w", err), ort.DestroyEnvironment())
	}
	environment.library, environment.users = library, 1
	return &Runtime{}, nil
}

// Close gives the runtime back; the last one to close unloads the library.
func (r *Runtime) Close() error {
	var err error
	r.closed.Do(func() {
		environment.Lock()
		defer environment.Unlock()
		if environment.users--; environment.users > 0 {
			return
		}
		if err = ort.DestroyEnvironment(); err != nil {
			err = fmt.Errorf("stopping ONNX Runtime: %w", err)
		}
	})
	return err
}

// Version is the version of the library that is running.
func (r *Runtime) Version() string { return ort.GetVersion() }
