"""The text of a web page as a browser shows it: which words are visible, and which are the article.

`stylesheets` reads the style sheets in the page, `visibility` decides what is shown, `walk` writes
the text, `article` chooses the lines of the article, and `page` puts the result together.
"""
