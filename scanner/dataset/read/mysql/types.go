package mysql

import (
	"strings"

	"leadlint/scanner/dataset/database"
)

// kindOf classes a type, as information_schema writes it ("tinyint(1) unsigned").
func kindOf(columnType string) database.Kind {
	switch root := root(columnType); root {
	case "tinyint", "smallint", "mediumint", "int", "integer", "bigint", "year":
		if strings.HasPrefix(columnType, "tinyint(1)") {
			return database.Boolean
		}
		return database.Integer
	case "bit":
		if columnType == "bit(1)" {
			return database.Boolean
		}
		return database.Integer
	case "date":
		return database.Date
	case "datetime", "timestamp":
		return database.Timestamp
	case "set":
		return database.Array
	case "json":
		return database.JSON
	case "binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob", "vector",
		"geometry", "point", "linestring", "polygon", "multipoint", "multilinestring", "multipolygon", "geometrycollection", "geomcollection":
		return database.Binary
	}
	return database.Text
}

// root is the name of a type without its length and attributes, in lower case.
func root(columnType string) string {
	name := strings.ToLower(columnType)
	if at := strings.IndexAny(name, "( "); at >= 0 {
		name = name[:at]
	}
	return name
}

// zerofill says whether numbers of a type are filled up with zeros, as phone numbers and
// postcodes sometimes are.
func zerofill(columnType string) bool { return strings.Contains(columnType, "zerofill") }

// long says whether values of a type can be longer than maxCell.
func long(columnType string) bool {
	switch root(columnType) {
	case "mediumtext", "longtext", "json":
		return true
	}
	return false
}
