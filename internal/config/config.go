// Package config holds the settings of clipd and where they come from:
// defaults, then a TOML file, then the environment, then flags, each over the
// one before. The setting `data` is the file key `data`, the variable
// CLIPD_DATA and the flag --data.
//
// A key of the file that is not a setting is refused by its name. Variables
// that begin with CLIPD_ and are not settings are ignored, since container
// platforms make such names up.
package config

import (
	"net/netip"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"time"
)

// Config are the settings.
type Config struct {
	// Data is the folder that holds what clipd keeps: transcripts and downloads.
	Data string `toml:"data"`
	// Models is the folder of the model files; DATA/models by default.
	Models string `toml:"models"`
	// Speech is the recogniser: base, fast, or one added by `clipd models add`.
	Speech string `toml:"speech"`
	// Threads is how many threads the models use; the number of cores by default.
	Threads int `toml:"threads"`

	// Resolution is the shorter side of a clip in pixels, an even number.
	Resolution int `toml:"resolution"`
	// Encoder is the H.264 encoder, as ffmpeg names it.
	Encoder string `toml:"encoder"`

	// MaxDuration, MaxBytes and MaxPixels limit a source.
	MaxDuration Duration `toml:"max_duration"`
	MaxBytes    Bytes    `toml:"max_bytes"`
	MaxPixels   int      `toml:"max_pixels"`
	// AllowNetworks are networks that sources may come from although they are
	// not public.
	AllowNetworks Networks `toml:"allow_networks"`

	// ASRURL is the base URL of an OpenAI-compatible speech endpoint, used
	// instead of the recogniser that is built in.
	ASRURL   string `toml:"asr_url"`
	ASRModel string `toml:"asr_model"`
	ASRKey   Secret `toml:"asr_key"`
	// LLMURL is the base URL of an OpenAI-compatible chat endpoint, which chooses
	// the moments in place of the rules that are built in.
	LLMURL   string `toml:"llm_url"`
	LLMModel string `toml:"llm_model"`
	LLMKey   Secret `toml:"llm_key"`

	// Addr is where the service listens, HOST:PORT.
	Addr string `toml:"addr"`
	// PublicURL is how clients reach the service; "" takes it from each request.
	PublicURL string `toml:"public_url"`
	// DatabaseURL is where the rows are: sqlite:///FILE or postgres://..., which
	// may hold a password; DATA/clipd.db by default.
	DatabaseURL Secret `toml:"database_url"`
	// BlobURL is where the files are: file:///DIR or s3://BUCKET?...;
	// DATA/objects by default.
	BlobURL string `toml:"blob_url"`
	// Slots is how many clips a process of the service makes at once, and half
	// as many recordings are listened to beside; 0 for a server without workers.
	Slots int `toml:"slots"`
	// Grace is how long work may go on when the service is told to stop.
	Grace Duration `toml:"grace"`
	// AllowHTTP lets sources come and callbacks go over plain http.
	AllowHTTP bool `toml:"allow_http"`
	// LinkLifetime is how long a signed link to a file works.
	LinkLifetime Duration `toml:"link_lifetime"`
	// RateLimit is how many requests a second a key may make, in bursts of four
	// times as many.
	RateLimit int `toml:"rate_limit"`
	// WorkspaceRunning and WorkspaceWaiting limit the jobs of one workspace.
	WorkspaceRunning int `toml:"workspace_running"`
	WorkspaceWaiting int `toml:"workspace_waiting"`
	// KeepSources, KeepResults and KeepJobs are how long a source stays after it
	// was last used, a job's files after it ended, and its row.
	KeepSources Duration `toml:"keep_sources"`
	KeepResults Duration `toml:"keep_results"`
	KeepJobs    Duration `toml:"keep_jobs"`
	// LogFormat is text or json.
	LogFormat string `toml:"log_format"`
}

// Default returns the settings where nothing is set. home is the user's home
// folder; with "" the data folder is `.clipd` in the working folder.
func Default(home string) Config {
	data := ".clipd"
	if home != "" {
		data = filepath.Join(home, ".local", "share", "clipd")
	}
	return Config{
		Data:        data,
		Speech:      "base",
		Threads:     runtime.NumCPU(),
		Resolution:  1080,
		Encoder:     "libx264",
		MaxDuration: Duration(6 * time.Hour),
		MaxBytes:    10 << 30,
		MaxPixels:   7680 * 4320,
		ASRModel:    "whisper-1",
		LLMModel:    "gpt-4.1-mini",

		Addr:             "127.0.0.1:8080",
		Slots:            max(1, runtime.NumCPU()/2),
		Grace:            Duration(20 * time.Second),
		LinkLifetime:     Duration(time.Hour),
		RateLimit:        50,
		WorkspaceRunning: 8,
		WorkspaceWaiting: 1000,
		KeepSources:      Duration(7 * 24 * time.Hour),
		KeepResults:      Duration(30 * 24 * time.Hour),
		KeepJobs:         Duration(90 * 24 * time.Hour),
		LogFormat:        "text",
	}
}

// ModelsDir returns the folder of the model files.
func (c Config) ModelsDir() string {
	if c.Models != "" {
		return c.Models
	}
	return filepath.Join(c.Data, "models")
}

// Database returns where the rows are.
func (c Config) Database() (string, error) {
	if c.DatabaseURL != "" {
		return string(c.DatabaseURL), nil
	}
	data, err := filepath.Abs(c.Data)
	return (&url.URL{Scheme: "sqlite", Path: filepath.ToSlash(filepath.Join(data, "clipd.db"))}).String(), err
}

// Blobs returns where the files are.
func (c Config) Blobs() (string, error) {
	if c.BlobURL != "" {
		return c.BlobURL, nil
	}
	data, err := filepath.Abs(c.Data)
	return (&url.URL{Scheme: "file", Path: filepath.ToSlash(filepath.Join(data, "objects"))}).String(), err
}

// DefaultFile returns where the settings file lies when none is named.
func DefaultFile(home string) string {
	if home == "" {
		return ""
	}
	return filepath.Join(home, ".config", "clipd", "config.toml")
}

// Networks are address ranges in CIDR notation.
type Networks []netip.Prefix

// Secret is a string that is never printed.
type Secret string

// String hides the secret.
func (s Secret) String() string {
	if s == "" {
		return ""
	}
	return "(hidden)"
}

// MarshalText hides the secret.
func (s Secret) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// Home returns the user's home folder, "" where there is none.
func Home() string {
	home, err := os.UserHomeDir()
	if err != nil {
		return ""
	}
	return home
}
