package app

import (
	"reflect"
	"strings"

	"github.com/alecthomas/kong"

	"clipd/internal/clip"
	"clipd/internal/config"
)

// settingFlags are the flags of the settings; nil where one was not given. The
// key of the speech endpoint has none, since others can read a command line.
type settingFlags struct {
	Config        *string `placeholder:"FILE" help:"Settings file (~/.config/clipd/config.toml)."`
	Data          *string `placeholder:"DIR" help:"Folder for what clipd keeps (~/.local/share/clipd)."`
	Models        *string `placeholder:"DIR" help:"Folder of the model files (DATA/models)."`
	Speech        *string `placeholder:"NAME" help:"Recogniser: base (every language), fast (English), or one added by 'clipd models add' (base)."`
	Threads       *string `placeholder:"N" help:"Threads for the models (all cores)."`
	Resolution    *string `placeholder:"PX" help:"Shorter side of a clip in pixels (1080)."`
	Encoder       *string `placeholder:"NAME" help:"H.264 encoder as ffmpeg names it; hardware ones are tried first and replaced when they fail (libx264)."`
	MaxDuration   *string `placeholder:"TIME" help:"Longest source (6h)."`
	MaxBytes      *string `placeholder:"SIZE" help:"Largest source (10GiB)."`
	MaxPixels     *string `placeholder:"N" help:"Largest picture of a source, width x height (33177600)."`
	AllowNetworks *string `placeholder:"CIDR,..." help:"Networks that sources may come from although they are not public."`
	ASRURL        *string `name:"asr-url" placeholder:"URL" help:"OpenAI-compatible speech endpoint to use instead of the built-in recogniser; its key is CLIPD_ASR_KEY."`
	ASRModel      *string `name:"asr-model" placeholder:"NAME" help:"Model to ask of that endpoint (whisper-1)."`
	LLMURL        *string `name:"llm-url" placeholder:"URL" help:"OpenAI-compatible chat endpoint that chooses the moments; the built-in choice fills what it leaves open. Its key is CLIPD_LLM_KEY."`
	LLMModel      *string `name:"llm-model" placeholder:"NAME" help:"Model to ask of that endpoint (gpt-4.1-mini)."`
}

// sources collects what was given, with the flags of the service.
func (f settingFlags) sources(environ []string, service ...serviceFlags) config.Sources {
	s := config.Sources{Home: config.Home(), Environ: environ, Flags: map[string]string{}}
	for _, kv := range environ {
		if file, ok := strings.CutPrefix(kv, "CLIPD_CONFIG="); ok {
			s.File = file
		}
	}
	if f.Config != nil {
		s.File = *f.Config
	}
	given := map[string]*string{
		"data": f.Data, "models": f.Models, "speech": f.Speech, "threads": f.Threads,
		"resolution": f.Resolution, "encoder": f.Encoder, "max_duration": f.MaxDuration,
		"max_bytes": f.MaxBytes, "max_pixels": f.MaxPixels, "allow_networks": f.AllowNetworks,
		"asr_url": f.ASRURL, "asr_model": f.ASRModel,
		"llm_url": f.LLMURL, "llm_model": f.LLMModel,
	}
	for _, v := range service {
		for key, value := range v.given() {
			if value != nil {
				s.Flags[key] = *value
			}
		}
	}
	for key, value := range given {
		if value != nil {
			s.Flags[key] = *value
		}
	}
	return s
}

var (
	windowType  = reflect.TypeFor[clip.Window]()
	secondsType = reflect.TypeFor[clip.Seconds]()

	windowMapper  = textMapper("window", clip.ParseWindow)
	secondsMapper = textMapper("time", clip.ParseSeconds)
)

// textMapper lets kong read a flag by a parser of the domain; what names the
// value where there is none.
func textMapper[T any](what string, parse func(string) (T, error)) kong.MapperFunc {
	return func(ctx *kong.DecodeContext, target reflect.Value) error {
		var text string
		if err := ctx.Scan.PopValueInto(what, &text); err != nil {
			return err
		}
		v, err := parse(text)
		if err != nil {
			return err
		}
		target.Set(reflect.ValueOf(v))
		return nil
	}
}

// wishFlags are what can be asked of a choice of moments.
type wishFlags struct {
	MaxClips    int          `default:"5" placeholder:"N" help:"At most this many clips, 1-10 (5)."`
	Instruction string       `placeholder:"TEXT" help:"Which topics, which speaker, what to avoid."`
	MinLength   clip.Seconds `default:"15s" placeholder:"D" help:"Shortest clip (15s)."`
	MaxLength   clip.Seconds `default:"90s" placeholder:"D" help:"Longest clip (90s)."`
	Length      clip.Seconds `placeholder:"D" help:"Wanted length."`
}

func (w wishFlags) settings() clip.Settings {
	s := clip.DefaultSettings()
	s.MaxClips, s.Instruction = w.MaxClips, w.Instruction
	s.MinLength, s.MaxLength, s.Length = w.MinLength, w.MaxLength, w.Length
	return s
}
