// Command bench cuts clips out of a source and tells what each stage cost, as a
// table and as JSON. Run it by `make bench VIDEO=talk.mp4`.
package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/signal"

	"clipd/internal/app"
	"clipd/internal/config"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run() error {
	clips := flag.Int("max-clips", 5, "at most this many clips")
	out := flag.String("json", "build/bench.json", "file for the figures")
	flag.Parse()
	if flag.NArg() != 1 {
		return fmt.Errorf("name one video")
	}
	cfg, err := config.Load(config.Sources{Home: config.Home(), Environ: os.Environ()})
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "clipd-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	b, err := app.MeasureCut(ctx, cfg, flag.Arg(0), dir, *clips, os.Stderr)
	if err != nil {
		return err
	}
	text, err := json.MarshalIndent(b, "", "  ")
	if err != nil {
		return err
	}
	if err := os.WriteFile(*out, append(text, '\n'), 0o644); err != nil {
		return err
	}
	return b.Print(os.Stdout)
}
