package transcribe

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"clipd/internal/media"
	"clipd/internal/mediatest"
)

// make writes a sound with ffmpeg: an input of lavfi, and filters.
func makeSound(t testing.TB, name, source, filters string, seconds string) string {
	t.Helper()
	mediatest.NeedFFmpeg(t)
	if filters == "" {
		filters = "anull"
	}
	path := filepath.Join(t.TempDir(), name+".wav")
	err := media.Run(context.Background(), media.Command{Args: []string{
		"-f", "lavfi", "-i", source, "-t", seconds, "-af", filters, "-ar", "44100", "-y", path,
	}})
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// unspoken are sounds in which nobody speaks.
var unspoken = []struct{ name, source, filters, seconds string }{
	{"silence", "anullsrc=r=44100:cl=stereo", "", "15"},
	{"white noise", "anoisesrc=c=white:a=0.3:s=1", "", "12"},
	{"pink noise", "anoisesrc=c=pink:a=0.3:s=1", "", "12"},
	{"brown noise", "anoisesrc=c=brown:a=0.3:s=1", "", "12"},
	{"hiss", "anoisesrc=c=white:a=0.003:s=1", "", "12"},
	{"a tone", "sine=f=440", "", "8"},
	{"a gliding tone", "aevalsrc='0.3*sin(2*PI*(300+200*sin(2*PI*3*t))*t/3)*(0.5+0.5*sin(2*PI*4*t))'", "", "12"},
	{"chords", "aevalsrc='0.15*(sin(2*PI*t*220*pow(2,floor(mod(t,8)/2)*3/12))+sin(2*PI*t*277.18*pow(2,floor(mod(t,8)/2)*3/12))+sin(2*PI*t*329.63*pow(2,floor(mod(t,8)/2)*3/12)))*exp(-1.2*mod(t,2))'", "", "15"},
	{"drums", "aevalsrc='0.8*sin(2*PI*60*t)*exp(-12*mod(t,0.5))+0.4*(random(0)-0.5)*exp(-30*mod(t+0.25,0.5))'", "", "15"},
	{"a melody", "aevalsrc='0.5*(mod(t*110*pow(2,floor(mod(t*4,12))/12),1)-0.5)*(0.3+0.7*abs(sin(2*PI*2*t)))'", "bandpass=f=700:w=400", "15"},
	{"a humming voice", "aevalsrc='0.4*(mod(t*130*(1+0.01*sin(2*PI*5*t)),1)-0.5)*(0.55+0.45*sin(2*PI*3.5*t))'", "equalizer=f=700:t=q:w=3:g=15,equalizer=f=1200:t=q:w=4:g=12,equalizer=f=2600:t=q:w=5:g=10,lowpass=f=4000", "15"},
	{"clapping", "aevalsrc='0.6*(random(0)-0.5)*exp(-20*mod(t*7+0.3*sin(t*3),1))'", "", "12"},
	{"0.2 s of a tone", "sine=f=440", "", "0.2"},
}

func TestNothingIsInvented(t *testing.T) {
	slow(t)
	for _, name := range []string{"base", "tiny.en"} {
		e := embedded(t, name, 2)
		for _, c := range unspoken {
			got := transcribeFile(t, e, makeSound(t, c.name, c.source, c.filters, c.seconds), Options{})
			if len(got.Sentences) > 0 || got.Language != "" {
				t.Errorf("%s hears %q (language %q) in %s", name, text(got), got.Language, c.name)
			}
			if len(got.Warnings) == 0 {
				t.Errorf("%s does not warn that %s has no words", name, c.name)
			}
			checkOrder(t, got)
		}
	}
}

func TestNoSoundTrack(t *testing.T) {
	e := embedded(t, "tiny.en", 1)
	got, err := e.Transcribe(context.Background(), media.Info{Duration: 5, Video: &media.Video{}}, Options{})
	if err != nil || len(got.Sentences) > 0 || len(got.Warnings) != 1 || got.Duration != 5 {
		t.Errorf("%+v, %v", got, err)
	}
}

// espeak speaks a text with espeak-ng.
func espeak(t testing.TB, language, text string) string {
	t.Helper()
	if _, err := exec.LookPath("espeak-ng"); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal(err)
		}
		t.Skip("espeak-ng is not installed")
	}
	path := filepath.Join(t.TempDir(), language+".wav")
	if out, err := exec.Command("espeak-ng", "-v", language, "-s", "150", "-w", path, text).CombinedOutput(); err != nil {
		t.Fatalf("espeak-ng: %v: %s", err, out)
	}
	return path
}

var spokenTexts = []struct{ language, text, word string }{
	{"de", "Guten Tag, meine Damen und Herren. Heute möchte ich Ihnen erklären, wie unsere Maschine funktioniert und warum sie wichtig ist. Wir haben drei Jahre lang daran gearbeitet.", "Maschine"},
	{"de", "Die Katze sitzt auf dem Dach. Morgen wird es regnen.", "Katze"},
	{"es", "Buenos días a todos. Hoy quiero explicarles cómo funciona nuestra máquina y por qué es importante. Hemos trabajado tres años en este proyecto.", "máquina"},
	{"fr", "Bonjour à tous. Aujourd'hui, je voudrais vous expliquer comment fonctionne notre machine et pourquoi elle est importante. Nous avons travaillé trois ans sur ce projet.", "machine"},
	{"fr", "Le chat est sur le toit. Demain, il va pleuvoir.", ""},
	{"en", "Good morning everyone. Today I would like to explain how our machine works and why it is important.", "machine"},
	{"nl", "Goedemorgen allemaal. Vandaag wil ik uitleggen hoe onze machine werkt en waarom die belangrijk is.", ""},
	{"pt", "Bom dia a todos. Hoje quero explicar como funciona a nossa máquina e por que ela é importante.", ""},
}

// A robot's voice is a hard test: either the language is right, or there are no
// words and a warning.
func TestOtherLanguages(t *testing.T) {
	slow(t)
	e := embedded(t, "base", 2)
	right := 0
	for _, c := range spokenTexts {
		got := transcribeFile(t, e, espeak(t, c.language, c.text), Options{})
		checkOrder(t, got)
		switch {
		case got.Language == c.language:
			right++
			if !strings.Contains(text(got), c.word) {
				t.Errorf("%s: no %q in %q", c.language, c.word, text(got))
			}
		case got.Language == "" && len(got.Sentences) == 0 && len(got.Warnings) > 0:
			t.Logf("%s: %q", c.language, got.Warnings)
		default:
			t.Errorf("%s is taken for %q: %q, warnings %q", c.language, got.Language, text(got), got.Warnings)
		}
	}
	if right < 5 {
		t.Errorf("only %d of %d languages were found", right, len(spokenTexts))
	}
}

// A model that knows only English must not write English for other languages.
func TestOtherLanguagesWithAnEnglishModel(t *testing.T) {
	slow(t)
	e := embedded(t, "tiny.en", 2)
	for _, c := range spokenTexts {
		got := transcribeFile(t, e, espeak(t, c.language, c.text), Options{})
		if c.language == "en" {
			if !strings.Contains(text(got), c.word) {
				t.Errorf("English: %q", text(got))
			}
			continue
		}
		if len(got.Sentences) > 0 || len(got.Warnings) == 0 {
			t.Errorf("%s: %q, warnings %q", c.language, text(got), got.Warnings)
		}
	}
}
