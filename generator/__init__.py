"""Reinstate: guidance and appeal packets for marketplace sellers.

content/*.yml -> read -> validate -> knowledge -> website
case.yml -> read -> validate -> case -> rules -> plan -> render -> bind -> packet
"""
