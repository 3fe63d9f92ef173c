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
	}
}

// ModelsDir returns the folder of the model files.
func (c Config) ModelsDir() string {
	if c.Models != "" {
		return c.Models
	}
	return filepath.Join(c.Data, "models")
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
