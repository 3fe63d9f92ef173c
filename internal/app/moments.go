package app

import (
	"fmt"

	"clipd/internal/config"
	"clipd/internal/highlight"
	"clipd/internal/highlight/llm"
	"clipd/internal/pipeline"
)

// selector is what chooses moments: the language model that the settings name,
// or the rules that are built in.
func selector(c config.Config) pipeline.Selector {
	if c.LLMURL == "" {
		return highlight.Builtin{}
	}
	return languageModel(c)
}

func languageModel(c config.Config) *llm.Selector {
	return llm.New(llm.Options{URL: c.LLMURL, Model: c.LLMModel, Key: string(c.LLMKey)})
}

// cost tells what a language model was asked, "" where none was.
func cost(u highlight.Usage) string {
	if u.Requests == 0 {
		return ""
	}
	return fmt.Sprintf("language model: answers %d, tokens read %d, tokens written %d", u.Requests, u.PromptTokens, u.CompletionTokens)
}
