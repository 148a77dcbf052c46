package split

import (
	"errors"
	"io"

	"leadlint/scanner/take"
)

var errParquet = errors.New("rows of Parquet files cannot be written")

func newParquet(_ *take.Table, _ io.Writer, _ bool) (writer, error) { return nil, errParquet }
