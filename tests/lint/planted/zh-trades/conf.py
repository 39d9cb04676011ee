"""没有登记册的行当：措辞、完整性和流程，中文。"""

project = "行当手册"
extensions = ["myst_parser", "sphinxcontrib_procstd"]
language = "zh_CN"
