package app

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"clipd/internal/mediatest"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"clipd": func() {
		os.Exit(Main(context.Background(), os.Args[1:], os.Environ(), Stdio{In: os.Stdin, Out: os.Stdout, Err: os.Stderr}))
	}})
}

// TestScripts runs the scripts that need neither models nor footage.
func TestScripts(t *testing.T) {
	mediatest.NeedFFmpeg(t)
	testscript.Run(t, testscript.Params{Dir: "testdata/script", Setup: emptyHome})
}

// TestTalkScripts runs the scripts that cut real speech. $SAMPLE is a recording
// of a person, $CLIPD_MODELS the model files.
func TestTalkScripts(t *testing.T) {
	mediatest.NeedFFmpeg(t)
	models := mediatest.Models(t)
	testscript.Run(t, testscript.Params{Dir: "testdata/talk", Setup: func(env *testscript.Env) error {
		env.Setenv("CLIPD_MODELS", models)
		env.Setenv("SAMPLE", filepath.Join(models, "sample", "two_cities.wav"))
		return emptyHome(env)
	}})
}

func emptyHome(env *testscript.Env) error {
	env.Setenv("HOME", env.WorkDir)
	return nil
}
