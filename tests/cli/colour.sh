#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# Colour is there when it is wanted, and never needed.
. "${srcdir:-.}/tests/cli/lib.sh"

escape=$(printf '\033')
add_agency
run 0 lookup 'drug control agency'
hasnt out "$escape"
has out '✓ preferred'
has out '✗ do not use'
run 0 lookup --color always 'drug control agency'
has out "${escape}["
has out 'Drug Control Agency'
CLICOLOR_FORCE=1
export CLICOLOR_FORCE
run 0 lookup 'drug control agency'
has out "${escape}["
run 0 lookup --color never 'drug control agency'
hasnt out "$escape"
NO_COLOR=1
export NO_COLOR
run 0 lookup 'drug control agency'
hasnt out "$escape"
run 0 lookup --color always 'drug control agency'
has out "${escape}["
unset NO_COLOR CLICOLOR_FORCE

# what a file holds must not steer the terminal
csi=$(printf '\302\233') # U+009B: XML allows it, and terminals take it for ESC [
run 0 term add --id bell "en=Ringing ${csi}31m bell"
run 0 lookup --min 1 'Ringing bell'
hasnt out "$csi"
finish
