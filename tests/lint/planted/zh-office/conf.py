"""有登记册的机关：岗位、文件、时限和流程的一生，中文。"""

project = "机关手册"
extensions = ["myst_parser", "sphinxcontrib_procstd"]
exclude_patterns = ["parts"]
language = "zh_CN"
procstd_lint_separation = [("清点现金", "登记收入")]
