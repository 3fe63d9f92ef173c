// Command speakers measures how well speakers are told apart.
//
//	go run ./tools/speakers mix -out build/speakers -n 60 RECORDING...
//	go run ./tools/speakers score -models DIR [-recognise base] [-count] [-v] TRUTH.json...
//
// mix puts pieces of recordings, each of one voice, in turns after each other
// and writes for each mix NAME.wav and NAME.truth.json. score listens to the
// sound beside each TRUTH.json and tells how many of its sentences have the
// right speaker: with the sentences of the truth as transcript, or with those
// that a recogniser hears.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "speakers:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string) error {
	if len(args) > 0 {
		switch args[0] {
		case "mix":
			return mix(ctx, args[1:])
		case "score":
			return score(ctx, args[1:])
		}
	}
	return fmt.Errorf("say mix or score")
}
