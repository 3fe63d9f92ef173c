// Package app wires clipd together and holds its commands. It is the only
// package that imports all others.
package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/alecthomas/kong"

	"clipd/internal/clip"
	"clipd/internal/config"
	"clipd/internal/fetch"
)

// Stdio is where a command reads and writes. What Err is decides how progress
// is shown: bars on a terminal, lines elsewhere.
type Stdio struct {
	In  io.Reader
	Out io.Writer
	Err io.Writer
}

// The exit codes.
const (
	exitDone        = 0
	exitFailed      = 1
	exitUsage       = 2
	exitNothing     = 3
	exitInterrupted = 130
)

const description = `clipd cuts short, captioned, vertical clips out of long talks.

Exit codes: 0 done, 1 failed, 2 usage, 3 nothing usable in the source, 130 interrupted.

Every setting below is also a key of the settings file (max_bytes) and an environment variable (CLIPD_MAX_BYTES).`

// commands is the command line.
type commands struct {
	Settings settingFlags `embed:"" group:"Settings:"`

	Cut        cutCommand        `cmd:"" help:"Cut clips out of a video."`
	Transcribe transcribeCommand `cmd:"" help:"Print what is said in a video."`
	Select     selectCommand     `cmd:"" help:"Choose moments from a transcript; no media needed."`
	Frame      frameCommand      `cmd:"" help:"Print the camera path of one window, frame by frame."`
	Serve      serveCommand      `cmd:"" help:"Serve the API and work on what it accepts."`
	Worker     workerCommand     `cmd:"" help:"Work on what 'clipd serve' on another machine accepts."`
	Keys       keysCommand       `cmd:"" help:"Make, list and revoke the keys of the API."`
	Models     modelsCommand     `cmd:"" help:"Fetch, list, check and add the model files."`
	Doctor     doctorCommand     `cmd:"" help:"Tell what is installed, what is missing and how to get it."`
	Version    versionCommand    `cmd:"" help:"Print the version."`
}

// session is what a command runs with.
type session struct {
	Stdio
	config config.Config
}

// Main runs clipd with the arguments that follow the program's name and
// returns the exit code. When ctx is done the work is ended in order.
func Main(ctx context.Context, args, environ []string, stdio Stdio) int {
	var c commands
	exit := -1
	parser, err := kong.New(&c,
		kong.Name("clipd"), kong.Description(description), kong.UsageOnError(),
		kong.Writers(stdio.Out, stdio.Err), kong.Exit(func(code int) { exit = code }),
		kong.Help(printHelp), kong.ConfigureHelp(kong.HelpOptions{Compact: true, NoExpandSubcommands: true}),
		kong.TypeMapper(windowType, windowMapper), kong.TypeMapper(secondsType, secondsMapper),
	)
	if err != nil {
		fmt.Fprintln(stdio.Err, "clipd:", err)
		return exitFailed
	}
	if len(args) == 0 {
		args = []string{"--help"}
	}
	command, err := parser.Parse(args)
	if exit >= 0 {
		return exit // --help printed itself
	}
	if err != nil {
		fmt.Fprintf(stdio.Err, "clipd: %v\nRun `clipd %s--help` for what is possible.\n", err, commandOf(err))
		return exitUsage
	}
	cfg, err := config.Load(c.Settings.sources(environ, c.Serve.serviceFlags, c.Worker.serviceFlags, c.Keys.serviceFlags))
	if err != nil {
		fmt.Fprintln(stdio.Err, "clipd:", err)
		return exitUsage
	}
	command.BindTo(ctx, (*context.Context)(nil))
	err = command.Run(&session{Stdio: stdio, config: cfg})
	if err != nil && !errors.Is(err, errReported) {
		fmt.Fprintln(stdio.Err, "clipd:", message(ctx, err))
	}
	return exitCode(ctx, err)
}

// printHelp shows the settings with the program's own help alone.
func printHelp(options kong.HelpOptions, ctx *kong.Context) error {
	of := ctx.Selected()
	if of != nil {
		for _, f := range ctx.Model.Flags {
			f.Hidden = f.Hidden || f.Group != nil
		}
	}
	if err := kong.DefaultHelpPrinter(options, ctx); err != nil || of == nil {
		return err
	}
	_, err := fmt.Fprintln(ctx.Stdout, "\nThe settings, such as --data, are those of `clipd --help`.")
	return err
}

// errReported is returned by a command that has said already what is wrong.
var errReported = errors.New("reported")

// commandOf returns the command whose arguments were wrong, with a space.
func commandOf(err error) string {
	parse, ok := errors.AsType[*kong.ParseError](err)
	if !ok || parse.Context == nil {
		return ""
	}
	if name := parse.Context.Command(); name != "" {
		first, _, _ := strings.Cut(name, " <")
		return first + " "
	}
	return ""
}

func message(ctx context.Context, err error) string {
	if interrupted(ctx, err) {
		return "interrupted"
	}
	return err.Error() + hint(err)
}

// hint names the setting that refused what may be meant: here whoever asks has the
// settings, and a client of the service has not.
func hint(err error) string {
	if _, refused := errors.AsType[*fetch.AddressError](err); refused {
		return "; if it is meant, list its network in the setting allow_networks"
	}
	if e, ok := errors.AsType[*clip.Error](err); ok && e.Code == clip.TooLarge && strings.HasPrefix(e.Param, "max_") {
		return " (setting " + e.Param + ")"
	}
	return ""
}

func exitCode(ctx context.Context, err error) int {
	switch {
	case err == nil:
		return exitDone
	case interrupted(ctx, err):
		return exitInterrupted
	}
	switch clip.CodeOf(err) {
	case clip.Invalid:
		return exitUsage
	case clip.Unusable, clip.TooLarge:
		return exitNothing
	}
	return exitFailed
}
