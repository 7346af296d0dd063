package guide

import (
	"context"

	"github.com/ascribe-project/ascribe/internal/web/kit"
)

// Words are what the words of the pages mean.
type Words struct {
	Rows []kit.Word `json:"rows"`
}

func askWords(context.Context, *kit.View, *kit.Asked) (*Words, error) {
	return &Words{Rows: kit.Vocabulary}, nil
}
