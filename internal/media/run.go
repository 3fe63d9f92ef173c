package media

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"sync"
	"time"
)

// Command is one run of ffmpeg.
type Command struct {
	// Args are the arguments without the program, the banner, the log level and
	// the progress plumbing. Inputs can only be local files and pipes.
	Args []string
	// Stdin is what ffmpeg reads as pipe:0; nil for nothing. It must end or
	// fail when the context ends.
	Stdin io.Reader
	// Stdout takes what ffmpeg writes to pipe:1; nil discards it. When it
	// returns an error ffmpeg is ended, and [Run] returns that error.
	Stdout io.Writer
	// Pipes take what ffmpeg writes to [Pipe](0), Pipe(1), ... as Stdout does,
	// each in a goroutine of its own: none waits for another.
	Pipes []io.Writer
	// LogLevel is ffmpeg's -v, "error" when empty. Log takes the lines; nil
	// discards them. The last ones stand in the error anyway.
	LogLevel string
	Log      io.Writer
	// Progress is told the time reached in the output, about twice a second.
	Progress func(outTime time.Duration)
}

// Pipe is the name, for Args, of the i-th of Command.Pipes.
func Pipe(i int) string { return "pipe:" + strconv.Itoa(4+i) }

// File is the name, for Args, of a local file whose path may hold anything.
func File(path string) string { return "file:" + path }

// Run runs ffmpeg to its end. When ctx ends first, the child is asked to end,
// then killed, and the error is ctx's. Other errors are an [*Error] that holds
// the last lines of ffmpeg's log. Run returns when the child and everything
// that reads from it have ended.
func Run(ctx context.Context, c Command) error {
	level := c.LogLevel
	if level == "" {
		level = "error"
	}
	args := []string{"-hide_banner", "-nostdin", "-nostats", "-v", level}
	if c.Progress != nil {
		args = append(args, "-stats_period", "0.5", "-progress", "pipe:3")
	}
	return runTool(ctx, "ffmpeg", append(args, onlyLocal(c.Args)...), c)
}

// onlyLocal puts a protocol whitelist before each input.
func onlyLocal(args []string) []string {
	out := make([]string, 0, len(args)+2)
	for _, a := range args {
		if a == "-i" {
			out = append(out, "-protocol_whitelist", "file,pipe")
		}
		out = append(out, a)
	}
	return out
}

func runTool(ctx context.Context, tool string, args []string, c Command) error {
	// The kernel ties the child's life to the thread that makes it.
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()

	cmd := exec.CommandContext(ctx, tool, args...)
	cmd.Stdin = c.Stdin
	said := &tail{}
	cmd.Stderr = said
	if c.Log != nil {
		cmd.Stderr = io.MultiWriter(said, c.Log)
	}
	stdout := &guard{w: c.Stdout}
	if c.Stdout != nil {
		cmd.Stdout = stdout
	}
	ended := contain(cmd)
	defer ended()

	side, err := newSidePipes(c)
	if err != nil {
		return fmt.Errorf("opening pipes for %s: %w", tool, err)
	}
	cmd.ExtraFiles = side.files
	if err := cmd.Start(); err != nil {
		side.abandon()
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		return toolError(tool, err, "")
	}
	side.follow()
	err = cmd.Wait()
	taken := side.wait()
	switch {
	case ctx.Err() != nil:
		return context.Cause(ctx)
	case stdout.err != nil:
		return stdout.err
	case taken != nil:
		return taken
	case err != nil:
		return toolError(tool, err, said.text())
	}
	return nil
}

// guard remembers why its writer failed.
type guard struct {
	w   io.Writer
	err error
}

func (g *guard) Write(p []byte) (int, error) {
	n, err := g.w.Write(p)
	if err != nil {
		g.err = err
	}
	return n, err
}

// sidePipes are the pipes beside the standard ones: progress at descriptor 3,
// then Command.Pipes.
type sidePipes struct {
	files   []*os.File // the child's ends, in order of descriptor
	readers []func()
	group   sync.WaitGroup
	ours    []*os.File
	taken   []*guard
}

func newSidePipes(c Command) (*sidePipes, error) {
	s := &sidePipes{}
	if c.Progress == nil && len(c.Pipes) == 0 {
		return s, nil
	}
	progress := c.Progress
	if progress == nil {
		progress = func(time.Duration) {}
	}
	if err := s.add(func(r io.Reader) { readProgress(r, progress) }); err != nil {
		return nil, err
	}
	for _, w := range c.Pipes {
		g := &guard{w: w}
		s.taken = append(s.taken, g)
		if err := s.add(func(r io.Reader) { _, _ = io.Copy(g, r) }); err != nil {
			s.abandon()
			return nil, err
		}
	}
	return s, nil
}

func (s *sidePipes) add(read func(io.Reader)) error {
	r, w, err := os.Pipe()
	if err != nil {
		return err
	}
	s.ours = append(s.ours, r)
	s.files = append(s.files, w)
	s.readers = append(s.readers, func() {
		defer r.Close()
		read(r)
	})
	return nil
}

// abandon closes everything when there is no child.
func (s *sidePipes) abandon() {
	for _, f := range append(s.files, s.ours...) {
		f.Close()
	}
}

// follow begins to read, once the child holds its ends.
func (s *sidePipes) follow() {
	for _, f := range s.files {
		f.Close()
	}
	for _, read := range s.readers {
		s.group.Go(read)
	}
}

func (s *sidePipes) wait() error {
	s.group.Wait()
	for _, g := range s.taken {
		if g.err != nil {
			return g.err
		}
	}
	return nil
}
