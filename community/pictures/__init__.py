"""Pictures from people we do not know: judged, cleaned and written anew, in a process of their own."""
