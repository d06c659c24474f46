// One request of the dialog API by a transport that asks no proxy; what the bot says.
package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"strings"
)

const url = "http://aiopen.etri.re.kr:8000/Dialog"

func main() {
	client := &http.Client{Transport: &http.Transport{Proxy: nil}}
	body := `{"access_key":"key","argument":{"method":"open_dialog","name":"Weather","access_method":"internal_data"}}`
	response, err := client.Post(url, "application/json", strings.NewReader(body))
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	var answer struct {
		ReturnObject struct {
			Result struct {
				SystemText string `json:"system_text"`
			} `json:"result"`
		} `json:"return_object"`
	}
	if err := json.NewDecoder(response.Body).Decode(&answer); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Println(strings.TrimSpace(answer.ReturnObject.Result.SystemText))
}
