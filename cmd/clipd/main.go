// Command clipd turns long videos into short vertical clips.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"clipd/internal/app"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	// The first signal ends the work in order; a second one ends at once.
	context.AfterFunc(ctx, stop)
	code := app.Main(ctx, os.Args[1:], os.Environ(), app.Stdio{In: os.Stdin, Out: os.Stdout, Err: os.Stderr})
	stop()
	os.Exit(code)
}
